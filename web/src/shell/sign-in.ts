import { onClick } from "../dom";

// The demo's people: one press fills the form and sends it.
onClick("[data-sign-in-as]", (button) => {
  const name = document.querySelector<HTMLInputElement>("#name");
  const password = document.querySelector<HTMLInputElement>("#password");
  if (!name || !password) return;
  name.value = button.dataset.signInAs ?? "";
  password.value = button.dataset.password ?? "";
  name.form?.requestSubmit();
});
