// Offers the browser's own time zone. Nothing is chosen before the button is pressed and the form saved.
const button = document.querySelector("[data-browser-zone]");
const field = button && document.getElementById(button.dataset.browserZone);
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (field && zone && zone !== field.value) {
  button.textContent = `Use this browser’s zone, ${zone}`;
  button.hidden = false;
  button.addEventListener("click", () => {
    field.value = zone;
    field.focus();
  });
}
