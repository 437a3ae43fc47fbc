// Crops by hand: a frame over the picture that is dragged, sized at its corners, or moved and sized by keys. It writes
// the numbers that the form posts, and cuts by the same rule as the server does (media/renditions.py, hand_box).
const SVG = "http://www.w3.org/2000/svg";
const CORNERS = [[0, 0], [1, 0], [0, 1], [1, 1]];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} root the picture, the crops and their numbers; `data-own`: what is said of a crop that nobody made
 */
export function handCrops(root) {
  const numbers = root.querySelector(".by-hand");
  const bar = root.querySelector("[data-crop-bar]");
  if (!numbers || !bar) return;
  const frame = root.querySelector("[data-frame]");
  const drawing = root.querySelector(".focal");
  const status = root.querySelector("[data-crop-status]");
  const { width, height } = drawing.viewBox.baseVal;
  const closest = Number(numbers.dataset.closest);
  const shade = draw("path", { class: "shade", "fill-rule": "evenodd" });
  const cut = draw("rect", { class: "cut" });
  const corners = CORNERS.map(() => draw("circle", { class: "corner", "data-corner": "", r: Math.max(width, height) / 70 }));
  let crop = null; // the one that is being cropped: its figure, picture, inputs, aspect and box in pixels
  let held = null; // what a pointer holds: a corner or the whole, and where it began

  function draw(name, attributes) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function inputsOf(figure) {
    return ["left", "top", "width"].map((part) => root.querySelector(`[name=crop_${figure.dataset.shape}_${part}]`));
  }

  function begin(figure) {
    end();
    const picture = figure.querySelector("svg");
    const inputs = inputsOf(figure);
    const { x, y, width: w } = picture.viewBox.baseVal;
    crop = { figure, picture, inputs, aspect: Number(picture.dataset.aspect), box: { x, y, w } };
    figure.dataset.cropping = root.dataset.cropping = "";
    drawing.append(shade, cut, ...corners);
    bar.hidden = false;
    frame.dataset.label = frame.getAttribute("aria-label") ?? "";
    frame.setAttribute("aria-label",
      `Crop ${figure.dataset.label}. Arrow keys move it, plus and minus size it, Escape ends.`);
    show();
    frame.scrollIntoView({ block: "nearest" });
    frame.focus({ preventScroll: true });
  }

  function end() {
    if (!crop) return;
    delete crop.figure.dataset.cropping;
    delete root.dataset.cropping;
    for (const element of [shade, cut, ...corners]) element.remove();
    bar.hidden = true;
    frame.setAttribute("aria-label", frame.dataset.label);
    crop = held = null;
  }

  /** Move or size the box, inside the picture, and tell the form. */
  function set(x, y, w) {
    const largest = Math.min(width, Math.round(height * crop.aspect));
    w = Math.min(largest, Math.max(Math.ceil(largest / closest), w));
    const h = w / crop.aspect;
    crop.box = { x: Math.min(Math.max(x, 0), width - w), y: Math.min(Math.max(y, 0), Math.max(0, height - h)), w };
    crop.picture.dataset.byHand = "";
    const shares = [crop.box.x / width, crop.box.y / height, w / width];
    crop.inputs.forEach((input, place) => { input.value = (shares[place] * 100).toFixed(2); });
    crop.inputs[0].dispatchEvent(new Event("change", { bubbles: true }));
    show();
  }

  function show() {
    const { x, y, w } = crop.box;
    const h = w / crop.aspect;
    shade.setAttribute("d", `M0 0H${width}V${height}H0zM${x} ${y}v${h}h${w}v${-h}z`);
    for (const [name, value] of Object.entries({ x, y, width: w, height: h })) cut.setAttribute(name, value);
    corners.forEach((corner, place) => {
      corner.setAttribute("cx", x + CORNERS[place][0] * w);
      corner.setAttribute("cy", y + CORNERS[place][1] * h);
    });
    if (crop.picture.dataset.byHand !== undefined) crop.picture.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
    const words = crop.picture.dataset.byHand === undefined ? root.dataset.own ?? "follows the focal point"
      : `${Math.round((x / width) * 100)}% from the left, ${Math.round((y / height) * 100)}% from the top, ${Math.round((w / width) * 100)}% wide`;
    status.textContent = `Crop ${crop.figure.dataset.label}: ${words}`;
  }

  /** Draw a crop as its numbers say: they are typed, or were put back after a crash. */
  function drawTyped(figure) {
    const picture = figure.querySelector("svg");
    const typed = inputsOf(figure).map((input) => input.value);
    if (typed.every((value) => value === "")) {
      delete picture.dataset.byHand;
      if (picture.dataset.own) picture.setAttribute("viewBox", picture.dataset.own);
      root.dispatchEvent(new Event("followfocus"));
      return;
    }
    const [left, top, across] = typed.map((value) => Number(value) / 100);
    if (typed.includes("") || [left, top, across].some(Number.isNaN)) return;
    const aspect = Number(picture.dataset.aspect);
    const largest = Math.min(width, Math.round(height * aspect));
    const w = Math.min(largest, Math.max(Math.ceil(largest / closest), across * width));
    const h = w / aspect;
    const x = Math.min(Math.max(left * width, 0), width - w);
    const y = Math.min(Math.max(top * height, 0), Math.max(0, height - h));
    picture.dataset.byHand = "";
    picture.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
  }

  function follow() {
    for (const input of crop.inputs) input.value = "";
    crop.inputs[0].dispatchEvent(new Event("change", { bubbles: true }));
    drawTyped(crop.figure);
    const { x, y, width: w } = crop.picture.viewBox.baseVal;
    crop.box = { x, y, w };
    show();
  }

  /** Where a pointer is, in pixels of the picture. */
  function place(event) {
    const edges = frame.getBoundingClientRect();
    return [((event.clientX - edges.left) / edges.width) * width, ((event.clientY - edges.top) / edges.height) * height];
  }

  frame.addEventListener("pointerdown", (event) => {
    if (!crop || !event.isPrimary || event.button > 0) return;
    event.preventDefault();
    const [px, py] = place(event);
    const { x, y, w } = crop.box;
    const h = w / crop.aspect;
    const reach = (24 / frame.getBoundingClientRect().width) * width;
    const corner = CORNERS.find(([right, down]) => Math.hypot(x + right * w - px, y + down * h - py) < reach);
    held = { px, py, box: crop.box, corner };
    frame.setPointerCapture(event.pointerId);
    frame.focus({ preventScroll: true });
  });
  frame.addEventListener("pointermove", (event) => {
    if (!crop || !held) return;
    const [px, py] = place(event);
    const { box: { x, y, w }, corner } = held;
    if (!corner) return set(x + px - held.px, y + py - held.py, w);
    const h = w / crop.aspect;
    const [right, down] = corner;
    const anchor = [x + (right ? 0 : w), y + (down ? 0 : h)];
    const room = Math.min(right ? width - anchor[0] : anchor[0], (down ? height - anchor[1] : anchor[1]) * crop.aspect);
    const wanted = Math.max((px - anchor[0]) * (right ? 1 : -1), (py - anchor[1]) * (down ? 1 : -1) * crop.aspect);
    const least = Math.min(width, height * crop.aspect) / closest;
    const size = Math.min(Math.max(wanted, least), room);
    return set(right ? anchor[0] : anchor[0] - size, down ? anchor[1] : anchor[1] - size / crop.aspect, size);
  });
  for (const name of ["pointerup", "pointercancel"]) frame.addEventListener(name, () => { held = null; });
  // The picture itself is not what is dragged.
  frame.addEventListener("dragstart", (event) => event.preventDefault());

  frame.addEventListener("keydown", (event) => {
    if (!crop || event.ctrlKey || event.altKey || event.metaKey) return;
    const { x, y, w } = crop.box;
    const by = event.shiftKey ? 10 : 1;
    const step = STEPS[event.key];
    const grow = { "+": 1, "=": 1, "-": -1, _: -1 }[event.key];
    if (event.key === "Escape") {
      const { figure } = crop;
      end();
      figure.querySelector("button").focus();
    } else if (step) set(x + (step[0] * by * width) / 100, y + (step[1] * by * height) / 100, w);
    else if (grow) {
      const wider = (grow * by * width) / 100;
      set(x - wider / 2, y - wider / 2 / crop.aspect, w + wider);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  for (const figure of root.querySelectorAll(".crops figure")) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "text-button", textContent: "Crop…" });
    button.setAttribute("aria-label", `Crop ${figure.dataset.label} by hand`);
    button.addEventListener("click", () => begin(figure));
    figure.append(button);
    for (const input of inputsOf(figure)) input.addEventListener("input", () => drawTyped(figure));
    if (inputsOf(figure).some((input) => input.value !== "")) drawTyped(figure);
  }
  root.querySelector("[data-crop-follow]").addEventListener("click", follow);
  root.querySelector("[data-crop-done]").addEventListener("click", () => {
    const { figure } = crop;
    end();
    figure.querySelector("button").focus();
  });
}

document.querySelectorAll("[data-focal]").forEach(handCrops);
