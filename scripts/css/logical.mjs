// A PostCSS plugin: physical properties into logical ones, so that one style sheet serves both directions.

import valueParser from 'postcss-value-parser'

const side = { left: 'inline-start', right: 'inline-end', top: 'block-start', bottom: 'block-end' }
const corner = {
  'top-left': 'start-start', 'top-right': 'start-end', 'bottom-left': 'end-start', 'bottom-right': 'end-end',
}
const keyword = { left: 'start', right: 'end' }

/** Split a value at its spaces, leaving calc(…) and other functions whole. */
function words(value) {
  const parts = ['']
  for (const node of valueParser(value).nodes) {
    if (node.type === 'space') parts.push('')
    else parts[parts.length - 1] += valueParser.stringify(node)
  }
  return parts
}

function convert(decl) {
  const { prop } = decl
  let match
  if ((match = /^(margin|padding|border)-(left|right)(-.+)?$/.exec(prop))) {
    decl.prop = `${match[1]}-${side[match[2]]}${match[3] ?? ''}`
  } else if ((match = /^border-(top|bottom)-(left|right)-radius$/.exec(prop))) {
    decl.prop = `border-${corner[`${match[1]}-${match[2]}`]}-radius`
  } else if (prop === 'left' || prop === 'right') {
    decl.prop = `inset-${side[prop]}`
  } else if (['float', 'clear'].includes(prop) && decl.value in keyword) {
    decl.value = `inline-${keyword[decl.value]}`
  } else if (prop === 'text-align' && decl.value in keyword) {
    decl.value = keyword[decl.value]
  } else if (/^(margin|padding|border-(width|color|style)|inset)$/.test(prop)) {
    const [top, right, bottom, left] = words(decl.value)
    if (left === undefined || left === right) return
    const important = decl.important
    const [head, tail] = prop.split('-')
    const axis = (name) => [head, name, tail].filter(Boolean).join('-')
    decl.before({ prop: axis('block'), value: top === bottom ? top : `${top} ${bottom}`, important })
    decl.before({ prop: axis('inline'), value: `${left} ${right}`, important })
    decl.remove()
  } else if (prop === 'border-radius' && words(decl.value).length > 1) {
    throw decl.error(`${prop} with several values is not turned round; write the corners one by one`)
  }
}

export default { postcssPlugin: 'logical', Declaration: convert }
