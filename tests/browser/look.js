// What cannot be used on the page as it stands in the browser, as sentences. Runs within the page; `tag` is its language.
(tag) => {
  const problems = []
  const root = document.documentElement
  const direction = tag === 'ar' ? 'rtl' : 'ltr'
  if (root.lang !== tag || root.dir !== direction) problems.push(`<html lang=${root.lang} dir=${root.dir}>`)
  if (!location.pathname.startsWith(`/${tag}/`)) problems.push('the address is of another language')
  if (getComputedStyle(document.body).direction !== direction) problems.push('the text runs the wrong way')

  const headings = document.querySelectorAll('h1')
  if (headings.length !== 1) problems.push(`${headings.length} headings`)
  // Of a heading in two languages, that of the page alone is in the title.
  else {
    const [before, found] = document.title.split((headings[0].querySelector('.v-pair > span') ?? headings[0]).textContent.trim())
    // An error stands before it.
    const faulty = document.querySelector('#error-summary') || (found && before.endsWith(': ') && !document.querySelector('#step'))
    if (found === undefined || before.endsWith(': ') !== Boolean(faulty)) problems.push(`the title is ${document.title}`)
  }

  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.querySelectorAll('#page *')].filter((element) => {
      const { left, right } = element.getBoundingClientRect()
      return right > root.clientWidth + 1 || left < -1
    })
    problems.push(`${root.scrollWidth} px wide: ${wide.slice(-1).map((element) => element.outerHTML.slice(0, 120))}`)
  }

  // Links within a text are as small as it is; those that stand alone are as large as buttons.
  const controls = 'button, summary, .button, input:not([type=hidden]), .form-radio + label, .form-checkbox + label'
  const links = 'nav a, .v-menu-item, .v-languages a, .v-links a, .v-contacts a, .v-summary a'
  for (const target of document.querySelectorAll(`${controls}, ${links}`)) {
    if (target.closest('[aria-hidden=true]') || ['radio', 'checkbox'].includes(target.type) || !target.checkVisibility()) continue
    const { width, height } = target.getBoundingClientRect()
    if (width && (height < 43.9 || width < 43.9)) {
      problems.push(`a target of ${Math.round(width)} × ${Math.round(height)} px: ${target.outerHTML.slice(0, 120)}`)
    }
  }

  // Digits and Latin words run from left to right, in whatever text they stand.
  const range = document.createRange()
  for (const isolated of document.querySelectorAll('bdi[dir=ltr], [lang=da]')) {
    const walker = document.createTreeWalker(isolated, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // What stands in another language within it has a direction of its own.
      if (node.parentElement.closest('[lang]') !== isolated.closest('[lang]')) continue
      const at = [...node.data.matchAll(/[\p{Script=Latin}0-9]/gu)].map((match) => {
        range.setStart(node, match.index)
        range.setEnd(node, match.index + 1)
        return range.getBoundingClientRect()
      })
      if (at.some((box, i) => i && box.top === at[i - 1].top && box.left < at[i - 1].left)) {
        problems.push(`in the wrong order: ${isolated.textContent}`)
      }
    }
  }

  if (localStorage.length + sessionStorage.length || document.cookie) problems.push('something is stored')
  // The history knows which of our entries it is, and of a page at a front desk where the desk is; nothing else.
  const { step, desk, ...more } = history.state ?? { step: 0, desk: null }
  const atDesk = /^\/\w+\/desk$/.test(desk) && document.querySelector('[data-clear][href$="/desk"]')
  if (!Number.isInteger(step) || (desk !== null && !atDesk) || Object.keys(more).length) {
    problems.push(`in the history: ${JSON.stringify(history.state)}`)
  }
  return problems
}
