// What the pages gain with JavaScript: the focus goes to the new question, the browser's Back goes one question back, and
// leaving shows nothing any more. No answer is put into the history or into storage.

const $ = (selector) => document.querySelector(selector)
const on = (events, listener) => events.split(' ').forEach((event) => addEventListener(event, listener))

// Each step adds an entry to the history, with nothing in it, so that there is something to go back from. Going back
// presses the page's own Back button.

let steps = 0 // entries added
let wanted = 0 // traversals not yet carried out
let last = place()

history.scrollRestoration = 'manual'

/** The place in the history; where the browser does not tell, every traversal counts as Back. */
function place() {
  return window.navigation?.currentEntry?.index ?? Infinity
}

function goBack() {
  const back = $('[name=action][value=back]')
  if (back) return back.click()
  // The first question: Back leaves.
  wanted = 0
  history.back()
}

on('popstate', () => {
  const now = place()
  const forward = now > last
  last = now
  // Nothing is kept of the questions ahead: Forward leaves the page as it is.
  if (steps && !forward && ++wanted === 1) goBack()
})

on('htmx:before:swap', (event) => {
  // A reply that is none of ours (an error of a proxy) would leave an empty page.
  if (!event.detail.tasks.some((task) => task.fragment.querySelector('#page'))) {
    event.preventDefault()
    failed()
  }
})

on('htmx:after:swap', ({ detail: { ctx: { request, response } } }) => {
  const page = $('#page')
  const root = document.documentElement
  const back = wanted && request.submitter?.value === 'back'
  // The address is that of the form that came: a language button leads elsewhere than the form it stands in.
  // (Its property of that name would be the buttons called “action”.)
  const address = $('#step')?.getAttribute('action') ?? request.action
  if (back || root.lang !== page.lang) history.replaceState(null, '', address)
  else if (response.status < 400) {
    history.pushState(null, '', address)
    steps++
  }
  if (back) wanted--
  last = place()
  // The frame follows the language of the page, and screen readers hear the new heading, or what was wrong.
  root.lang = page.lang
  root.dir = page.dir
  show()
  ;($('#error-summary') ?? $('#page h1'))?.focus()
  if (wanted) goBack()
})

function failed() {
  wanted = 0
  const message = $('[data-offline]')
  if (message) message.hidden = false
}
on('htmx:error', failed)

// Leaving and clearing: the page is blank before the next one has come.

function blank() {
  document.title = ''
  document.body.replaceChildren()
}

function leave({ href }) {
  blank()
  location.replace(href)
}

let escaped = -Infinity
on('keydown', (event) => {
  if (event.key !== 'Escape' || event.repeat) return
  const menu = $('.v-menu[open]')
  if (menu) {
    menu.open = false
    menu.firstElementChild.focus()
  }
  const exit = $('[data-exit]')
  if (exit && event.timeStamp - escaped < 1000) leave(exit)
  escaped = event.timeStamp
})

on('click', (event) => {
  const menu = $('.v-menu[open]')
  if (menu && !menu.contains(event.target)) menu.open = false
  const link = event.target.closest('a, [data-print]')
  if (!link) return
  const target = link.getAttribute('href')?.startsWith('#') && document.getElementById(link.hash.slice(1))
  if (target) {
    // A jump within the page is no step: it moves the focus and adds nothing to the history.
    target.closest('details')?.setAttribute('open', '')
    if (target.tabIndex < 0) target.tabIndex = -1
    target.focus()
    target.scrollIntoView()
  } else if (link.matches('[data-exit], [data-clear]')) leave(link)
  else if (link.matches('[data-print]')) return print()
  else return
  event.preventDefault()
})

// A page kept for a quick Back would show the answers: it is emptied when it is left, and fetched anew.
on('pagehide pageshow', (event) => {
  if (event.persisted) event.type === 'pagehide' ? blank() : location.reload()
})

// On paper everything is unfolded.
let folded = []
on('beforeprint', () => {
  folded = [...document.querySelectorAll('main details:not([open])')]
  folded.forEach((details) => { details.open = true })
})
on('afterprint', () => folded.forEach((details) => { details.open = false }))

function show() {
  document.querySelectorAll('[data-print]').forEach((element) => { element.hidden = false })
}
show()
