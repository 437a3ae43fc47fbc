// Long work in many requests: a form marked `data-goes-on` sends itself, so that nobody has to press its button.
const form = document.querySelector("form[data-goes-on]");
const timer = setTimeout(() => form?.requestSubmit(), 300);
document.addEventListener("submit", () => clearTimeout(timer));
