// What a style sheet can refer to: the tags, classes, ids and attributes that stand in the sources of the pages.
//
// Not their words alone: "range", "disabled" and "article" stand in many a sentence, and would keep what no page has.

const words = (text) => text.match(/[\w-]+/g) ?? []
const all = (source, pattern) => [...source.matchAll(pattern)].map((found) => found[1])

/** An extractor for PurgeCSS: of a template, or of Python. Tags, names and classes are written out whole there. */
export function inMarkup(source) {
  return {
    tags: all(source, /<([a-z][a-z0-9]*)/g),
    // Our own are told from other words wherever they stand.
    classes: [...all(source, /class="([^"]*)"/g).flatMap(words), ...all(source, /\b(v-[\w-]+)/g)],
    ids: all(source, /\bid="([^"]*)"/g),
    attributes: {
      names: all(source, /\s([a-z][a-z-]*)(?=[=\s>{])/g),
      values: all(source, /[a-z]="([^"]*)"/g),
    },
  }
}

/** The same of a script: the classes that it sets. */
export function inScript(source) {
  return { classes: all(source, /className = (.*)/g).flatMap(words) }
}
