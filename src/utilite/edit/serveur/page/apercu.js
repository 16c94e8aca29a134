// The page of `utilite preview`: the document, renewed each time a file is saved, and what is wrong above it.
"use strict";

const D = JSON.parse(document.getElementById("donnees").textContent);
const bandeau = document.getElementById("bandeau");
const cadre = document.getElementById("cadre");

function pose(nom, texte, classe) {
  const element = document.createElement(nom);
  element.textContent = texte;
  if (classe) element.className = classe;
  return element;
}

function dit(classe, phrase, constats = []) {
  bandeau.className = `bandeau ${classe}`;
  if (!constats.length) { bandeau.replaceChildren(pose("p", phrase)); return; }
  const ouvert = bandeau.querySelector("details");
  const details = document.createElement("details");
  details.open = ouvert ? ouvert.open : true;
  const liste = document.createElement("ul");
  for (const c of constats) {
    const ligne = pose("li", "", `constat ${c.gravite}`);
    ligne.append(pose("strong", c.ou), ` ${c.dit}`);
    if (c.conseil) ligne.append(pose("span", ` → ${c.conseil}`));
    liste.append(ligne);
  }
  details.append(pose("summary", phrase), liste);
  bandeau.replaceChildren(details);
}

function recoit(rendu) {
  if (rendu.html) montre(cadre, rendu.html);
  dit(rendu.gravite, rendu.phrase, rendu.constats);
}

async function suit() {
  for (let etat = ""; ;) {
    try {
      const reponse = await fetch(`${D.base}suite/${D.nom}${etat && `/${etat}`}`, { credentials: "omit", redirect: "error" });
      if (!reponse.ok) throw new Error(await reponse.text());
      const rendu = await reponse.json();
      if (rendu.etat !== etat) recoit(rendu);
      etat = rendu.etat;
    } catch (erreur) {
      dit("erreur", erreur instanceof TypeError ? "Le programme ne répond plus : relancez « utilite preview »." : erreur.message);
      await new Promise((fini) => { setTimeout(fini, 3000); });
      etat = "";
    }
  }
}

suit();
