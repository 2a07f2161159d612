// On a shared screen: after a while without a touch it asks whether somebody is still there, counts down, and then clears
// everything. Links that would open elsewhere only show their address: nobody could come back from there.

const $ = (selector) => document.querySelector(selector)
// On the way down: some of these do not bubble, and no other listener comes first.
const on = (events, listener) => events.split(' ').forEach((event) => addEventListener(event, listener, true))

let touched = Date.now() // when somebody last touched the screen; Infinity: nothing is left to be done
let used = false // somebody has touched this very page
let ends = 0 // when the countdown ends

// By the clock and not by counting: while a device sleeps, no second is counted.
setInterval(() => {
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
  if (left <= 0) return box.querySelector('[data-clear]').click()
  box.querySelector('[data-count]').textContent = left
  // Screen readers say some of the seconds: each of them would drown out the question.
  const words = [...box.querySelectorAll('[data-say]')].filter((each) => left <= each.dataset.say).pop()?.textContent ?? ''
  const said = box.querySelector('[data-said]')
  if (said.textContent !== words) said.textContent = words
}

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

on('click', (event) => {
  const link = event.target.closest('a[href], [data-close]')
  if (!link) return
  if (link.matches('[data-close]')) link.closest('dialog').close()
  else if (link.origin !== location.origin || link.target === '_blank') {
    event.preventDefault()
    event.stopPropagation()
    const shown = $('[data-address]')
    const phone = link.protocol === 'tel:'
    // A phone number as it is written on the page: in groups that can be copied down.
    shown.textContent = phone ? link.textContent.trim() : link.href.replace(/^mailto:/, '')
    shown.className = phone ? 'font-lead' : 'v-address'
    $('[data-elsewhere]').showModal()
  }
})
