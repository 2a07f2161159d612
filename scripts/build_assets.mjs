// Builds the style sheet and the scripts into static/build, as scripts/store.mjs says.

import { readFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { minify } from 'terser'

import { styleSheet } from './css/sheet.mjs'
import { store } from './store.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

async function files(folder, ending) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort()
}

async function main() {
  const pages = [...await files('templates', '.html'), ...await files('webapp', '.py'), ...await files('static/scripts', '.js')]
  const content = await Promise.all(pages.map(async (path) => ({
    raw: await readFile(path, 'utf8'), extension: path.split('.').pop(),
  })))
  const script = async (file) => {
    const source = await readFile(file, 'utf8')
    // What would be said on a visitor's console nobody hears.
    return (await minify(source, { module: true, compress: { passes: 2, drop_console: true }, ecma: 2020 })).code
  }
  const sheet = (name) => styleSheet(join(root, 'static', 'styles', name), join(root, 'node_modules'), content)
  const built = {
    'site.css': await sheet('site.scss'),
    'desks.css': await sheet('desks.scss'),
    'site.js': await script(join(root, 'static', 'scripts', 'site.js')),
    'kiosk.js': await script(join(root, 'static', 'scripts', 'kiosk.js')),
    'htmx.js': await script(join(root, 'node_modules', 'htmx.org', 'dist', 'htmx.esm.js')),
  }

  await store(join(root, 'static', 'build'), built)
}

await main()
