// A PostCSS plugin: takes away what is never the last word, because the very same selectors say otherwise further down.
// The design system says much that our own sources say again.

/** The properties that a shorthand sets too, as far as they occur. */
const sides = ['top', 'right', 'bottom', 'left', 'inline-start', 'inline-end']
const longhands = {
  margin: sides.map((side) => `margin-${side}`),
  padding: sides.map((side) => `padding-${side}`),
  border: ['border-width', 'border-style', 'border-color', ...sides.map((side) => `border-${side}`)],
  background: ['color', 'image', 'repeat', 'size', 'position'].map((each) => `background-${each}`),
  outline: ['width', 'style', 'color'].map((each) => `outline-${each}`),
  flex: ['flex-grow', 'flex-shrink', 'flex-basis'],
}

/** Values that not every browser knows: what was said before is then the last word. */
const newer = /\b(min|max|clamp)\(|match-parent|anywhere|\/ ?''/

/** The rules around a rule: one that is in force wherever another one is. */
const around = (node) => node.parent.type === 'root' ? '' : `${around(node.parent)}@${node.parent.name} ${node.parent.params};`

export default {
  postcssPlugin: 'overridden',
  OnceExit(root) {
    const said = new Map() // by importance, property and selector: around which rules it is said further down
    const rules = []
    root.walkRules((rule) => { rules.push(rule) })
    for (const rule of rules.reverse()) {
      const place = around(rule)
      const here = new Set()
      for (const declaration of [...rule.nodes].reverse()) {
        if (declaration.type !== 'decl') continue
        const { prop, value, important } = declaration
        const isLast = (selector) => said.get(`${important} ${prop} ${selector}`)?.some((each) => place.startsWith(each))
        if (rule.selectors.every(isLast)) {
          declaration.remove()
          continue
        }
        if (!newer.test(value)) here.add([important, prop])
      }
      for (const [important, prop] of here) {
        for (const each of [prop, ...longhands[prop] ?? []]) {
          for (const selector of rule.selectors) {
            const key = `${important} ${each} ${selector}`
            said.set(key, [...said.get(key) ?? [], place])
          }
        }
      }
      if (!rule.nodes.length) rule.remove()
    }
  },
}
