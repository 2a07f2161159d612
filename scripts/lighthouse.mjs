// `make lighthouse`: Lighthouse's four scores of a page of each kind, on a phone with a slow connection, and what costs
// points. The server is the one of `make run`; what only comes in reply to a POST is posted.

import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { pathToFileURL } from 'node:url'
import { resolve } from 'node:path'

const { resolve: find } = createRequire(resolve(process.argv[2], 'package.json'))
const load = (name) => import(pathToFileURL(find(name)))
const { startFlow } = await load('lighthouse')
const { default: puppeteer } = await load('puppeteer-core')

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
const ASYLUM = {
  goal: 'return',
  status: 'asylum_ended',
  asylum_outcome: 'refused_by_immigration_service',
  asylum_procedure: 'normal',
  withdrawal: 'considering',
}
const RESULT = { ...ASYLUM, refusal_date: '2026-11-13', cooperation: 'from_start', trafficking_identified: 'no' }

/** What is looked at: its name, its address, and what is posted there. */
const PAGES = [
  ['start', '/en/'],
  ['start, in Arabic', '/ar/'],
  ['first question', '/en/check'],
  ['a date', '/en/check', ASYLUM],
  ['result', '/en/check', RESULT],
  ['result, in Arabic', '/ar/check', RESULT],
  ['result, in two languages', '/en/check', { ...RESULT, second: 'da' }],
  ['answer code', '/en/check', { ...RESULT, action: 'code' }],
  ['open a code', '/en/code'],
  ['desk', '/en/desk'],
  ['for front desks', '/en/for-front-desks'],
  ['how it works', '/en/how'],
  ['accessibility', '/en/accessibility'],
]

/** A port that nobody listens on. */
function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}

/** The production server, once it answers. Search engines want whole addresses of the languages, so it knows its own. */
async function serve(port) {
  const server = spawn(
    '.venv/bin/python',
    ['-m', 'webapp', 'serve', '--port', String(port)],
    { env: { ...process.env, VEJVISER_TODAY: '2026-11-22', VEJVISER_URL: `http://127.0.0.1:${port}` }, stdio: 'ignore' },
  )
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(`http://127.0.0.1:${port}/en/`).then((reply) => reply.ok, () => false)) return server
    await new Promise((done) => setTimeout(done, 100))
  }
  server.kill()
  throw new Error('the server did not start')
}

/** Sends a form as a browser does, without htmx. */
function post(address, fields) {
  const form = Object.assign(document.createElement('form'), { method: 'post', action: address })
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  }
  document.body.append(form)
  HTMLFormElement.prototype.submit.call(form)
}

/** Lighthouse's report of one page. */
async function look(browser, base, [name, address, fields]) {
  const page = await browser.newPage()
  const flow = await startFlow(page, { name, config: { extends: 'lighthouse:default', settings: { onlyCategories: CATEGORIES } } })
  if (fields) {
    await page.goto(base + address)
    await flow.navigate(() => page.evaluate(post, address, fields))
  } else {
    await flow.navigate(base + address)
  }
  const { steps: [{ lhr }] } = await flow.createFlowResult()
  await page.close()
  return lhr
}

const port = await freePort()
const server = await serve(port)
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
})
try {
  console.log(' '.repeat(26) + CATEGORIES.map((each) => each.padStart(16)).join(''))
  for (const page of PAGES) {
    const { categories, audits } = await look(browser, `http://127.0.0.1:${port}`, page)
    const scores = CATEGORIES.map((each) => Math.round(100 * categories[each].score))
    console.log(page[0].padEnd(26) + scores.map((each) => String(each).padStart(16)).join(''))
    for (const id of CATEGORIES.slice(1)) {
      const failed = categories[id].auditRefs.filter((each) => each.weight && audits[each.id].score === 0)
      failed.forEach((each) => console.log(`    ${id}: ${audits[each.id].title}`))
    }
  }
} finally {
  await browser.close()
  server.kill()
}
