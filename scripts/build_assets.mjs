// Builds the style sheet and the scripts into static/build, as scripts/store.mjs says.

import { readFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { transform } from 'lightningcss'
import postcss from 'postcss'
import { PurgeCSS } from 'purgecss'
import * as sass from 'sass'
import { minify } from 'terser'

import logical from './logical.mjs'
import { store } from './store.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

// The design system's fixed colours as ours, which change with the colour scheme. White is a ground or, as text, what
// stands on the brand colour.
const colours = {
  '#1a1a1a': '--ink',
  '#454545': '--brand',
  '#707070': '--soft',
  '#8e8e8e': '--edge',
  '#bfbfbf': '--line',
  '#dcdcdc': '--line',
  '#f5f5f5': '--panel',
  '#ffffff': '--paper',
  white: '--paper',
  '#358000': '--yes',
  '#ddf7ce': '--yes-tint',
  '#febb30': '--warn',
  '#ffeecc': '--warn-tint',
  '#cc0000': '--error',
  '#ffe0e0': '--error-tint',
  '#1b86c3': '--info',
  '#e2f2fb': '--info-tint',
  '#004d99': '--link',
  '#800080': '--visited',
}
const colour = new RegExp(`(?<![\\w-])(#[0-9a-f]{3,8}|white)\\b`, 'gi')

// The licence of the design system asks for its notice in every copy.
const notice = '/*! With parts of dkfds, © Danish Business Authority & Danish Agency for Digitisation, MIT licence */\n'

const themed = {
  postcssPlugin: 'themed',
  Declaration(decl) {
    if (decl.prop.startsWith('--') || decl.prop.startsWith('background-image')) return
    decl.value = decl.value.replace(colour, (found) => {
      const name = colours[found.toLowerCase()]
      if (!name) throw decl.error(`no colour of ours stands for ${found}`)
      return `var(${name === '--paper' && decl.prop === 'color' ? '--on-brand' : name})`
    })
  },
}

/** The Sass sources, compiled, turned logical, purged of what no page uses, and minified. */
async function css(content) {
  const sheet = sass.compile(join(root, 'static', 'styles', 'site.scss'), {
    loadPaths: [join(root, 'node_modules')],
    quietDeps: true,
    logger: { warn: (message) => { throw new Error(message) } },
    silenceDeprecations: [],
  }).css
  const ours = await postcss([themed, logical]).process(sheet, { from: undefined })
  const [purged] = await new PurgeCSS().purge({
    css: [{ raw: ours.css }],
    content,
    // Words as they stand in templates, Python and JavaScript; a class name glued together is not found.
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    dynamicAttributes: ['aria-current', 'data-outcome', 'data-result', 'data-title', 'dir', 'hidden', 'lang', 'open'],
    safelist: { standard: ['html', 'body', 'details', 'dl', ':root', ':is', ':lang', ':focus-visible', ':focus'] },
  })
  const { code } = transform({ filename: 'site.css', code: Buffer.from(purged.css), minify: true })
  return notice + code
}

async function files(folder, ending) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort()
}

async function main() {
  const pages = [...await files('templates', '.html'), ...await files('webapp', '.py'), ...process.argv.slice(2)]
  const content = await Promise.all(pages.map(async (path) => ({
    raw: await readFile(path, 'utf8'), extension: path.split('.').pop(),
  })))
  const script = async (name) => {
    const source = await readFile(join(root, 'static', 'scripts', name), 'utf8')
    return (await minify(source, { module: true, compress: { passes: 2 }, ecma: 2020 })).code
  }
  const built = {
    'site.css': await css(content),
    'site.js': await script('site.js'),
    'kiosk.js': await script('kiosk.js'),
    'htmx.js': await readFile(join(root, 'node_modules', 'htmx.org', 'dist', 'htmx.esm.min.js')),
  }

  await store(join(root, 'static', 'build'), built)
}

await main()
