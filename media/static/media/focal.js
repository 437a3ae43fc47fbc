// The focal point: set by a click on the picture or by the arrow keys, 1 % a step and 10 % with Shift. The crops beside
// it follow by the same rule as the server cuts by (media/renditions.py, crop_box).

/** @param {HTMLElement} root the fieldset with the picture, two range inputs and the crops */
function focalPoint(root) {
  const across = root.querySelector("[name=focal_x]");
  const down = root.querySelector("[name=focal_y]");
  if (!across || !down) return;
  const frame = root.querySelector("[data-frame]");
  const circle = root.querySelector(".focal circle");
  const { width, height } = root.querySelector(".focal").viewBox.baseVal;

  function show() {
    const x = across.valueAsNumber / 100;
    const y = down.valueAsNumber / 100;
    circle.setAttribute("cx", x * width);
    circle.setAttribute("cy", y * height);
    for (const input of [across, down]) root.querySelector(`output[for=${input.id}]`).value = input.value;
    for (const crop of root.querySelectorAll("svg[data-aspect]:not([data-by-hand])")) crop.setAttribute("viewBox", box(Number(crop.dataset.aspect), x, y));
  }

  function box(aspect, x, y) {
    const boxWidth = Math.min(width, Math.round(height * aspect));
    const boxHeight = Math.min(height, Math.round(width / aspect));
    const left = Math.min(Math.max(Math.round(x * width - boxWidth / 2), 0), width - boxWidth);
    const top = Math.min(Math.max(Math.round(y * height - boxHeight / 2), 0), height - boxHeight);
    return `${left} ${top} ${boxWidth} ${boxHeight}`;
  }

  /** @param {number} x per cent @param {number} y per cent; the inputs keep both between 0 and 100 */
  function move(x, y) {
    across.value = Math.round(x);
    down.value = Math.round(y);
    show();
    across.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function keys(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!steps || "cropping" in root.dataset || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const by = event.shiftKey ? 10 : 1;
    move(across.valueAsNumber + steps[0] * by, down.valueAsNumber + steps[1] * by);
  }

  root.classList.add("can-move");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Focal point. Arrow keys move it.");
  frame.addEventListener("click", (event) => {
    if ("cropping" in root.dataset) return;
    const edges = frame.getBoundingClientRect();
    move(((event.clientX - edges.left) / edges.width) * 100, ((event.clientY - edges.top) / edges.height) * 100);
    frame.focus({ preventScroll: true });
  });
  for (const target of [frame, across, down]) target.addEventListener("keydown", keys);
  for (const input of [across, down]) input.addEventListener("input", show);
  const centre = root.querySelector("[data-centre]");
  centre.hidden = false;
  centre.addEventListener("click", () => move(50, 50));
  root.addEventListener("followfocus", show);
}

document.querySelectorAll("[data-focal]").forEach(focalPoint);
