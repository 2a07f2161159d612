// A PostCSS plugin: the design system's fixed colours become ours, which change with the colour scheme.

// White is a ground or, as text, what stands on the brand colour.
const colours = {
  '#1a1a1a': '--ink',
  '#454545': '--brand',
  '#707070': '--soft',
  '#8e8e8e': '--edge',
  '#bfbfbf': '--line',
  '#dcdcdc': '--line',
  '#f5f5f5': '--panel',
  '#ffffff': '--paper',
  white: '--paper',
  '#358000': '--yes',
  '#ddf7ce': '--yes-tint',
  '#febb30': '--warn',
  '#ffeecc': '--warn-tint',
  '#cc0000': '--error',
  '#ffe0e0': '--error-tint',
  '#1b86c3': '--info',
  '#e2f2fb': '--info-tint',
  '#004d99': '--link',
  '#800080': '--visited',
}
const colour = new RegExp(`(?<![\\w-])(#[0-9a-f]{3,8}|white)\\b`, 'gi')

export default {
  postcssPlugin: 'themed',
  Declaration(decl) {
    if (decl.prop.startsWith('--') || decl.prop.startsWith('background-image')) return
    decl.value = decl.value.replace(colour, (found) => {
      const name = colours[found.toLowerCase()]
      if (!name) throw decl.error(`no colour of ours stands for ${found}`)
      return `var(${name === '--paper' && decl.prop === 'color' ? '--on-brand' : name})`
    })
  },
}
