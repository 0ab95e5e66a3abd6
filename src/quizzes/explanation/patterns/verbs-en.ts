/** All forms of an English verb as the source of a regular expression: `{v:choose}`. */

const irregular: Readonly<Record<string, readonly string[]>> = {
  be: ['am', 'is', 'are', 'was', 'were', 'been', 'being'],
  become: ['became'],
  bring: ['brought'],
  build: ['built'],
  choose: ['chose', 'chosen'],
  come: ['came'],
  do: ['did', 'does', 'done'],
  find: ['found'],
  get: ['got', 'gotten'],
  give: ['gave', 'given'],
  go: ['went', 'goes', 'gone'],
  hold: ['held'],
  keep: ['kept'],
  know: ['knew', 'known'],
  leave: ['left'],
  make: ['made'],
  put: ['put', 'putting'],
  realise: ['realize', 'realizes', 'realized', 'realizing'],
  run: ['ran', 'running'],
  say: ['said'],
  see: ['saw', 'seen'],
  send: ['sent'],
  set: ['set', 'setting'],
  spin: ['spun', 'spinning'],
  spot: ['spotted', 'spotting'],
  take: ['took', 'taken'],
  tell: ['told'],
  write: ['wrote', 'written'],
}

export function inflections(verb: string): string {
  const forms = new Set([verb, ...(irregular[verb] ?? [])])
  if (/(?:s|x|z|ch|sh|o)$/.test(verb)) forms.add(`${verb}es`)
  else if (/[^aeiou]y$/.test(verb)) forms.add(`${verb.slice(0, -1)}ies`)
  else forms.add(`${verb}s`)
  const doubled = /^[^aeiou]*[aeiou][bdgmnpt]$/.test(verb) ? verb + verb.slice(-1) : verb
  if (/[^aeiou]y$/.test(verb)) forms.add(`${verb.slice(0, -1)}ied`)
  else forms.add(/e$/.test(verb) ? `${verb}d` : `${doubled}ed`)
  forms.add(/[^e]e$/.test(verb) ? `${verb.slice(0, -1)}ing` : `${doubled}ing`)
  return `(?:${[...forms].sort((a, b) => b.length - a.length).join('|')})`
}
