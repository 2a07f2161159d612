// What is wrong with the element that has the focus, as a sentence; null where nothing is, "end" where nothing has it.
// Runs within the page. An option draws its focus around its label.
() => {
  const focused = document.activeElement
  if (!focused || focused === document.body || !focused.closest('#page, dialog, .skipnav')) return 'end'
  const target = focused.matches('.form-radio') ? focused.nextElementSibling : focused
  const name = target.outerHTML.slice(0, 100)
  // Within a field for a date the browser shows where the focus is: on a button of its own.
  if (focused.type === 'date' && !focused.matches(':focus-visible')) return null

  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(target)
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return `no outline: ${name}`
  const light = (color) => {
    const [r, g, b] = color.match(/[\d.]+/g).map((each) => each / 255).map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  // Outlines stand a little outside, on the ground of what is around.
  let around = target.parentElement
  while (around && /, 0\)$|transparent/.test(getComputedStyle(around).backgroundColor)) around = around.parentElement
  const ground = around ? getComputedStyle(around).backgroundColor : getComputedStyle(document.body).backgroundColor
  const [dark, bright] = [light(outlineColor), light(ground)].sort((one, other) => one - other)
  if ((bright + 0.05) / (dark + 0.05) < 3) return `an outline ${outlineColor} on ${ground}: ${name}`

  // Nothing lies over it: what is seen at its middle is the element itself, or something within it or around it.
  const [box] = target.getClientRects()
  const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2]
  const seen = document.elementFromPoint(x, y)
  if (!seen) return `out of sight at ${Math.round(x)}, ${Math.round(y)}: ${name}`
  if (!target.contains(seen) && !seen.contains(target)) return `behind ${seen.outerHTML.slice(0, 60)}: ${name}`
  return null
}
