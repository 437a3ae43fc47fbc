// Buttons that copy the address beside them.
const status = document.querySelector("[data-copied]");

for (const button of document.querySelectorAll("[data-copy]")) {
  const address = button.parentElement.querySelector("input");
  address.addEventListener("focus", () => address.select());
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address.value);
    } catch {
      address.select();
      document.execCommand("copy"); // where a page is not served over HTTPS
    }
    button.textContent = "Copied";
    status.textContent = "The link is copied.";
  });
}
