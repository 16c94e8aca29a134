"use strict";
// Each answer is copied by its button, and the page says so; without this script one selects the text by hand.
for (const bouton of document.querySelectorAll("button[data-copie]")) {
  const champ = document.getElementById(bouton.dataset.copie);
  const dit = document.getElementById(`${bouton.dataset.copie}-dit`);
  bouton.hidden = false;
  bouton.addEventListener("click", async () => {
    champ.select();
    try {
      await navigator.clipboard.writeText(champ.value);
      dit.textContent = "Copié.";
    } catch {
      dit.textContent = document.execCommand("copy") ? "Copié." : "Le texte est sélectionné : copiez-le avec Ctrl+C.";
    }
  });
}
