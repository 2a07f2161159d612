// On a shared screen: after a while without a touch it asks whether somebody is still there, counts down, and then clears
// everything. Links that would open elsewhere only show their address: nobody could come back from there.

const $ = (selector) => document.querySelector(selector)
// On the way down: some of these do not bubble, and no other listener comes first.
const on = (events, listener) => events.split(' ').forEach((event) => addEventListener(event, listener, true))

const PATIENCE = 20000 // how long a page may be on its way

let touched = Date.now() // when somebody last touched the screen; Infinity: nothing is left to be done
let used = false // somebody has touched this very page
let ends = 0 // when the countdown ends
let home = '' // where everything begins: set while it is on its way there

// By the clock and not by counting: while a device sleeps, no second is counted.
setInterval(() => {
  if (home) return goHome()
  const box = $('[data-kiosk]') // each page brings its own
  if (!box) return
  if (box.open) countDown(box)
  else if (Date.now() - touched < box.dataset.kiosk * 1000) return
  else if (location.pathname === box.dataset.start) startAfresh(box.dataset.home)
  else warn(box)
}, 1000)

function warn(box) {
  ends = Date.now() + box.dataset.seconds * 1000
  box.querySelector('[data-said]').textContent = ''
  countDown(box)
  box.showModal() // the focus goes to its first button
}

function countDown(box) {
  const left = Math.ceil((ends - Date.now()) / 1000)
  if (left <= 0) return clear(box)
  box.querySelector('[data-count]').textContent = left
  // Screen readers say some of the seconds: each of them would drown out the question.
  const words = [...box.querySelectorAll('[data-say]')].filter((each) => left <= each.dataset.say).pop()?.textContent ?? ''
  const said = box.querySelector('[data-said]')
  if (said.textContent !== words) said.textContent = words
}

/** Nothing stays on the screen but a sentence, or the site's name, also where the next page cannot be fetched. */
function clear(box) {
  home = box.dataset.home
  const rest = $('#page').cloneNode() // its language and direction, nothing that was in it
  rest.removeAttribute('id') // what is still on its way finds no place
  const told = box.querySelector('[data-cleared]')
  if (told) told.hidden = false
  rest.append(told ?? 'Vejviser')
  document.title = 'Vejviser'
  document.body.replaceChildren(rest)
  goHome()
}

/** A browser's own error page would stay for ever: nobody goes there before the site answers. */
let asked = -Infinity
async function goHome() {
  if (Date.now() - asked < PATIENCE) return
  asked = Date.now()
  try {
    const { ok, url } = await fetch(home, { method: 'HEAD' })
    // Should somebody stop the page that comes now, another one is asked for after a while: this one cannot be used.
    if (ok) return location.replace(url)
  } catch {
    // there is no connection
  }
  asked = -Infinity // the next second tries again
}

// The key that asks to leave stops a page from coming, too.
on('keydown', (event) => { if (home && event.key === 'Escape') event.preventDefault() })

/** The start page shows no answers, but the next person shall find it from its top, in the language of this screen. */
async function startAfresh(home) {
  touched = Infinity
  try {
    const { ok, url } = await fetch(home, { method: 'HEAD' })
    if (ok && (used || url !== location.href)) location.replace(url)
  } catch {
    touched = Date.now() // without a connection the page stays
  }
}

on('pointerdown keydown wheel touchmove scroll focusin', () => {
  if ($('[data-kiosk]')?.open) return // a touch is no answer to the question
  used = true
  touched = Date.now()
})

// By its button or by Escape.
on('close htmx:after:swap', () => { touched = Date.now() })

on('click auxclick', (event) => {
  const link = event.target.closest('a[href], [data-close]')
  if (!link || event.button > 1) return
  // The middle button, or a key held down, would open a tab that nothing clears.
  const apart = event.button || event.ctrlKey || event.metaKey || event.shiftKey
  const elsewhere = link.origin !== location.origin || link.target === '_blank'
  const clears = link.matches('[data-clear], [data-exit]')
  if (link.matches('[data-close]')) return link.closest('dialog').close()
  if (!apart && !elsewhere && !clears) return
  event.preventDefault()
  event.stopPropagation()
  if (clears) clear($('[data-kiosk]'))
  else if (elsewhere) {
    const shown = $('[data-address]')
    const phone = link.protocol === 'tel:'
    // A phone number as it is written on the page: in groups that can be copied down.
    shown.textContent = phone ? link.textContent.trim() : link.href.replace(/^mailto:/, '')
    shown.className = phone ? 'font-lead' : 'v-address'
    $('[data-elsewhere]').showModal()
  }
})
