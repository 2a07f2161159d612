// What the pages gain with JavaScript: the focus goes to the new question, the browser's Back goes one question back, and
// leaving shows nothing any more. No answer is put into the history or into storage.

const $ = (selector) => document.querySelector(selector)
const on = (events, listener) => events.split(' ').forEach((event) => addEventListener(event, listener))

// Each step adds an entry to the history, with nothing in it, so that there is something to go back from. Going back
// presses the page's own Back button.

let steps = 0 // entries added
let wanted = 0 // traversals not yet carried out
let last = history.state?.step ?? 0 // which of our entries this is: the entries count themselves

history.scrollRestoration = 'manual'

/** What the history knows of a page: which entry it is, and where the front desk begins that it belongs to. */
function entry(step = last) {
  last = step
  return { step, desk: $('[data-clear][href$="/desk"]')?.pathname ?? null }
}

function goBack() {
  const back = $('[name=action][value=back]')
  if (back) return back.click()
  // The first question: Back leaves.
  wanted = 0
  history.back()
}

on('popstate', ({ state }) => {
  // An entry that is none of ours (somebody wrote something behind the “#”) comes after all of them.
  const now = state?.step ?? Infinity
  const forward = now > last
  last = now
  // Nothing is kept of the questions ahead: Forward leaves the page as it is.
  if (!steps || forward) return
  waiting = []
  if (++wanted === 1 && !isBusy()) goBack()
})

on('htmx:before:swap', (event) => {
  // A reply that is none of ours (an error of a proxy) would leave an empty page, and one of our own that is no step of
  // the journey (something broke) would take the answers away.
  const page = (task) => task.fragment.querySelector('#page')
  const status = event.detail.ctx.response.status
  if ((status >= 400 && status !== 422) || !event.detail.tasks.some(page)) {
    event.preventDefault()
    failed()
  }
})

/** Our language, as the address has it: the attributes of the page may be those of a browser that translates it. */
function tongue(address) {
  return new URL(address, location).pathname.replace(/[^/]*$/, '')
}

on('htmx:after:swap', ({ detail: { ctx: { request, response } } }) => {
  const page = $('#page')
  const root = document.documentElement
  const back = wanted && request.submitter?.value === 'back'
  // The address is that of the form that came: a language button leads elsewhere than the form it stands in.
  // (Its property of that name would be the buttons called “action”.)
  const address = $('#step')?.getAttribute('action') ?? request.action
  const otherLanguage = tongue(address) !== tongue(location)
  if (back || otherLanguage || request.submitter?.value === 'code') history.replaceState(entry(), '', address)
  else if (response.status < 400) {
    history.pushState(entry(last + 1), '', address)
    steps++
  }
  if (back) wanted--
  // The frame follows the language of the page, and screen readers hear the new heading, or what was wrong.
  if (otherLanguage) {
    root.lang = page.lang
    root.dir = page.dir
  }
  show()
  ;($('#error-summary') ?? $('[data-focus]') ?? $('#page h1'))?.focus()
})

// One request at a time: what is pressed on a page that is on its way out is not meant for the next one. Going back is
// done once that one is there.

let busy = false

/** Whether a request is under way. Should its end ever not be told, nothing may wait for it for good. */
function isBusy() {
  busy &&= Boolean($('.htmx-request'))
  return busy
}

// Some phones (iOS before 15.4) do not say which button sent a form: it is the one that was pressed last, or the first.
let pressed = null
if (window.SubmitEvent && !('submitter' in SubmitEvent.prototype)) {
  addEventListener('click', ({ target }) => { pressed = target.closest('button') }, true)
  Object.defineProperty(SubmitEvent.prototype, 'submitter', {
    get() { return pressed?.form === this.target ? pressed : this.target.querySelector('button') },
  })
}

addEventListener('submit', (event) => {
  const { submitter, target } = event
  // A download leaves the page as it is: the browser does it itself, and htmx does not hear of it.
  if (submitter?.matches('[data-download]')) return event.stopImmediatePropagation()
  if (!target.matches('#step') || !window.htmx) return
  if (isBusy()) {
    event.preventDefault()
    event.stopImmediatePropagation()
    if (submitter?.value === 'back') {
      waiting = []
      wanted ||= 1
    }
  }
  busy = true
  wait()
}, true)

// On a slow line nothing would move: after a moment it is said.
let moment

function wait() {
  say('[data-offline]', '')
  $('#main').setAttribute('aria-busy', 'true')
  clearTimeout(moment)
  moment = setTimeout(() => say('[data-waiting]'), 1000)
}

function waited() {
  clearTimeout(moment)
  $('#main')?.removeAttribute('aria-busy')
  say('[data-waiting]', '')
}

/** Fills a place for messages, which then is read aloud; with an empty `text`, empties it. */
function say(place, text) {
  const element = $(place)
  if (!element) return
  element.textContent = text ?? element.dataset.text
  element.className = element.textContent && element.dataset.class
}

on('htmx:finally:request', () => {
  busy = false
  waited()
  setTimeout(() => wanted ? goBack() : replay())
})

// The picture of an answer code leads here with the code behind the “#”, which no server hears of. It goes into the
// field and out of the address; nothing is sent before the button is pressed.
function takeCode() {
  const field = $('[data-code]')
  const code = location.hash.slice(1)
  if (!field || !code) return
  field.value = code
  history.replaceState(entry(), '', location.pathname)
}
on('hashchange', takeCode)

// A link from elsewhere may choose an option of the first question behind the “#”, which no server hears of. Nothing is
// sent before the button is pressed.
function choose() {
  const options = [...document.querySelectorAll('#step [type=radio]')]
  if (!location.hash || !options.length) return
  const chosen = options.find((option) => location.hash === `#${option.name}=${option.value}`)
  if (chosen) {
    chosen.checked = true
    chosen.closest('details')?.setAttribute('open', '')
  }
  history.replaceState(entry(), '', location.pathname + location.search)
}
choose()
on('hashchange', choose)

function failed() {
  busy = false
  wanted = 0
  waiting = []
  say('[data-offline]')
}
on('htmx:error', failed)

// Leaving and clearing: nothing is left to be seen at once but the link that was pressed. The next page may be long in coming,
// or stopped on its way: then whoever sees that link can press it again.

function blank(...rest) {
  document.title = ''
  document.body.replaceChildren(...rest)
}

let leaving = false

function leave(link) {
  leaving = true
  const { href, target } = link
  const rest = $('#page')?.cloneNode() ?? document.createElement('div') // its language and direction, nothing that was in it
  rest.removeAttribute('id')
  rest.append(link.cloneNode(true))
  blank(rest)
  // Within a frame of another site the whole window leaves, as far as that site lets it.
  try {
    (target === '_top' ? top : window).location.replace(href)
  } catch {
    location.replace(href)
  }
}

let escaped = -Infinity
on('keydown', (event) => {
  if (event.key !== 'Escape') return
  // It is the key that stops a page from coming, too: that one, and what is pressed after it in haste, must not.
  if (leaving) return event.preventDefault()
  if (event.repeat) return
  const menu = $('.v-menu[open]')
  if (menu) {
    menu.open = false
    menu.firstElementChild.focus()
  }
  const exit = $('[data-exit]')
  if (exit && event.timeStamp - escaped < 1000) {
    event.preventDefault()
    exit.click()
  }
  escaped = event.timeStamp
})

// Many people double-click everything: the second click would answer a question that nobody has read yet.
addEventListener('click', (event) => {
  if (event.detail < 2 || !event.target.closest('#step [name=action]')) return
  event.preventDefault()
  event.stopImmediatePropagation()
}, true)

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

// What is meant for paper is unfolded there. Most browsers do so by the style sheet.
let folded = []
on('beforeprint', () => {
  folded = [...document.querySelectorAll('main details[data-paper]:not([open])')]
  folded.forEach((details) => { details.open = true })
})
on('afterprint', () => folded.forEach((details) => { details.open = false }))

// Fetched anew, or reached by Back after everything was cleared, such a page would ask the first question without the
// desk around it.
const { desk } = history.state ?? {}
if (desk && !entry().desk) leave(Object.assign(document.createElement('a'), { href: desk, textContent: 'Vejviser' }))
else history.replaceState(entry(), '')

function show() {
  document.querySelectorAll('span[data-print]').forEach((place) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = place.dataset.class
    button.textContent = place.dataset.text
    button.dataset.print = ''
    place.replaceWith(button)
  })
  takeCode()
}
show()

// At a front desk: the number keys choose. Two digits in quick succession are one number. Whoever types faster than the
// pages come loses no key: what is typed meanwhile waits for the page that it is meant for.

let typed = ''
let typedAt = -Infinity
let waiting = [] // keys, and when they were pressed

const click = (selector) => $(selector)?.click()
on('htmx:after:swap', ({ detail: { ctx: { response } } }) => {
  typedAt = -Infinity
  if (response.status >= 400 || !$('#step[data-keys]')) waiting = []
})

function replay() {
  let begun = false
  while (waiting.length && !busy) {
    const { key, at } = waiting.shift()
    const field = $('#page .form-input')
    if (!field || /Enter|[?]/.test(key) || (key === 'Backspace' && !begun)) press(key, at)
    else {
      field.focus()
      field.value = key === 'Backspace' ? field.value.slice(0, -1) : (begun ? field.value : '') + key
      begun = true
    }
  }
}

/** Carries out a key that is not meant for a field; returns whether it meant something. */
function press(key, now) {
  if (key === 'Enter') return click('[name=action][value=next]:not(.v-default)')
  if (key === 'Backspace') return click('[name=action][value=back]')
  if (key === '?' || (key === '0' && now - typedAt >= 800)) return click('[name=action][value=unknown]')
  typed = now - typedAt < 800 ? typed + key : key
  typedAt = now
  const options = document.querySelectorAll('#page [type=radio]')
  const option = options[typed - 1] ?? options[key - 1]
  if (option) {
    option.checked = true
    option.closest('details')?.setAttribute('open', '')
    option.focus()
  }
}

on('keydown', (event) => {
  const { key, target } = event
  if (!$('#step[data-keys]') || event.ctrlKey || event.altKey || event.metaKey) return
  if (!/^([\d?.,]|Enter|Backspace)$/.test(key)) return
  const writing = target.matches('input:not([type=radio]), textarea, select')
  // A key that comes after those that still wait is carried out after them.
  if (isBusy() || waiting.length) {
    // Leaving, clearing and the menus do not wait.
    if (key === 'Enter' && target.closest('a, summary, button:not([name=action][value=next])')) return
    if (!event.repeat) waiting.push({ key, at: event.timeStamp })
    return event.preventDefault()
  }
  // A key that is held down answers one question, not all that follow.
  if (event.repeat) return writing || event.preventDefault()
  if (key === 'Enter' && !target.matches('h1, body')) return
  if (writing && key !== '?') return
  const field = $('#page .form-input')
  if (field && /[\d.,]/.test(key)) {
    // The digit goes into it, in the place of what it held.
    field.focus()
    return field.select()
  }
  if (/[.,]/.test(key)) return
  event.preventDefault()
  press(key, event.timeStamp)
})
