// A document in its frame, changed in place so that it stays where one reads it.
"use strict";

function montre(cadre, page) {
  const neuf = new DOMParser().parseFromString(page, "text/html");
  for (const lien of neuf.querySelectorAll("a[href^=http]")) { lien.target = "_blank"; lien.rel = "noopener noreferrer"; }
  const { contentDocument: la, contentWindow: fenetre } = cadre;
  const ici = fenetre.scrollY;
  la.documentElement.lang = neuf.documentElement.lang;
  if (la.head.innerHTML !== neuf.head.innerHTML) la.head.replaceChildren(...neuf.head.childNodes);
  la.body.className = neuf.body.className;
  la.body.replaceChildren(...neuf.body.childNodes);
  fenetre.scrollTo(0, ici);
}
