// A PostCSS plugin: custom properties get names of a letter or two, the same in all sheets. No page and no script names them.

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

const names = new Map()

export default {
  postcssPlugin: 'short',
  OnceExit(root) {
    const short = (name) => {
      const number = names.get(name) ?? names.set(name, names.size).get(name)
      return `--${LETTERS[number % LETTERS.length]}${Math.floor(number / LETTERS.length) || ''}`
    }
    root.walkDecls((decl) => {
      decl.prop = decl.prop.replace(/^--[\w-]+$/, short)
      decl.value = decl.value.replace(/--[a-z][\w-]*(?=[,)\s])/g, short)
    })
  },
}
