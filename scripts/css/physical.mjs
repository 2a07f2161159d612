// A PostCSS plugin: logical properties, as all sheets are written, in the words that the oldest of our browsers know.
//
// All our languages are written in lines from top to bottom: `margin-block-start` is `margin-top` in each of them. Along the
// line those browsers know `margin-inline-start`, but neither `margin-inline` nor `inset-inline-start`: that is `left`, and
// `right` where the writing goes from right to left.

import valueParser from 'postcss-value-parser'

const sizes = { block: 'height', inline: 'width' }
const sides = { 'block-start': 'top', 'block-end': 'bottom', 'inline-start': 'left', 'inline-end': 'right' }
const other = { left: 'right', right: 'left' }

/** The parts of a value: what spaces divide, functions whole. */
function parts(value) {
  const found = ['']
  for (const node of valueParser(value).nodes) {
    if (node.type === 'space') found.push('')
    else found[found.length - 1] += valueParser.stringify(node)
  }
  return found
}

/** The declarations that stand for `decl`; none where it stays as it is. */
function inOldWords({ prop, value }) {
  let match
  if ((match = /^(min-|max-)?(block|inline)-size$/.exec(prop))) return [[(match[1] ?? '') + sizes[match[2]], value]]
  if ((match = /^(margin|padding|border|scroll-padding)-(block-start|block-end)(-.+)?$/.exec(prop))) {
    return [[`${match[1]}-${sides[match[2]]}${match[3] ?? ''}`, value]]
  }
  if ((match = /^inset-(block-start|block-end)$/.exec(prop))) return [[sides[match[1]], value]]
  if ((match = /^(margin|padding|scroll-padding|inset|border)-(block|inline)(-(?:width|style|color))?$/.exec(prop))) {
    const [, head, axis, tail = ''] = match
    // A border has one value, of several parts, for both sides.
    const [start, end = start] = head === 'border' && !tail ? [value] : parts(value)
    return [[`${head}-${axis}-start${tail}`, start], [`${head}-${axis}-end${tail}`, end]]
  }
  return []
}

/** Puts a rule with `declarations` behind that of `decl`, for pages that are written in this direction. */
function inDirection(direction, decl, declarations) {
  const { important, parent } = decl
  const rule = parent.cloneAfter({ nodes: [] })
  rule.selectors = parent.selectors.map((selector) => `[dir='${direction}'] ${selector}`)
  rule.append(...Object.entries(declarations).map(([prop, value]) => ({ prop, value, important })))
}

/** Says `decl` in physical words where it names a side, or a corner, that old browsers do not know. */
function turned(decl) {
  const { prop, value } = decl
  const [, side] = /^inset-(inline-.+)$/.exec(prop) ?? []
  const [, line, along] = /^border-(start|end)-(start|end)-radius$/.exec(prop) ?? []
  if (side) {
    decl.prop = sides[side]
    inDirection('rtl', decl, { [decl.prop]: 'auto', [other[decl.prop]]: value })
  } else if (line) {
    const corner = (where) => `border-${sides[`block-${line}`]}-${where}-radius`
    const ltr = sides[`inline-${along}`]
    inDirection('rtl', decl, { [corner(other[ltr])]: value })
    inDirection('ltr', decl, { [corner(ltr)]: value })
    decl.remove()
  }
}

/** `decl` in old words; where that is several, each of them is looked at again. */
function translate(decl) {
  const said = inOldWords(decl)
  if (!said.length) return turned(decl)
  const before = said.map(([prop, value]) => decl.cloneBefore({ prop, value }))
  decl.remove()
  before.forEach(translate)
}

export default {
  postcssPlugin: 'physical',
  OnceExit(root) {
    const found = []
    root.walkDecls((decl) => { found.push(decl) })
    found.forEach(translate)
  },
}
