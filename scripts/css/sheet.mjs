// A style sheet, of our sources and the parts of the design system that they take.

import isList from '@csstools/postcss-is-pseudo-class'
import notList from 'postcss-selector-not'
import browserslist from 'browserslist'
import { browserslistToTargets, Features, transform } from 'lightningcss'
import postcss from 'postcss'
import { PurgeCSS } from 'purgecss'
import * as sass from 'sass'

import logical from './logical.mjs'
import never from './never.mjs'
import overridden from './overridden.mjs'
import physical from './physical.mjs'
import short from './short.mjs'
import themed from './themed.mjs'
import { inMarkup, inScript } from './used.mjs'

/** `css`, with `plugins` for what is not for paper alone: nobody prints from a phone of 2018. */
async function onScreen(css, ...plugins) {
  const root = postcss.parse(css)
  const paper = []
  root.walkAtRules('media', (rule) => {
    if (rule.params !== 'print') return
    const place = postcss.atRule({ name: 'paper', params: String(paper.length) })
    rule.replaceWith(place)
    paper.push(rule)
  })
  const done = (await postcss(plugins).process(root, { from: undefined })).root
  done.walkAtRules('paper', (place) => { place.replaceWith(paper[place.params]) })
  return done.toString()
}

/**
 * The Sass sources, compiled, turned logical, purged of what no page uses and of what is never the last word, and minified.
 *
 * `content` is what the pages are made of: [{ raw, extension }]; `packages` is where the design system is installed.
 */
export async function styleSheet(source, packages, content) {
  const sheet = sass.compile(source, {
    loadPaths: [packages],
    quietDeps: true,
    logger: { warn: (message) => { throw new Error(message) } },
    silenceDeprecations: [],
  }).css
  const process = async (css, ...plugins) => (await postcss(plugins).process(css, { from: undefined })).css
  const ours = await process(sheet, never(content), themed, logical)
  const [purged] = await new PurgeCSS().purge({
    css: [{ raw: ours }],
    content,
    variables: true,
    extractors: [{ extractor: inMarkup, extensions: ['html', 'py'] }, { extractor: inScript, extensions: ['js'] }],
    dynamicAttributes: ['aria-current', 'data-outcome', 'data-result', 'data-title', 'dir', 'hidden', 'lang', 'open'],
    safelist: { standard: ['html', 'body', 'details', 'dl', ':root', ':is', ':lang', ':focus-visible', ':focus'] },
  })
  const bare = await process(await onScreen(await process(purged.css, physical), isList({ preserve: false }), notList()), overridden, short)
  const { code } = transform({
    filename: source,
    code: Buffer.from(bare),
    minify: true,
    targets: browserslistToTargets(browserslist(null, { path: import.meta.dirname })),
    // Our own families stand behind it, and what would come of it changes nothing for a browser that has no dark scheme.
    exclude: Features.FontFamilySystemUi | Features.LightDark | Features.Selectors,
  })
  // The licence of the design system asks for its notice in every copy.
  return (sheet.match(/\/\*!.*?\*\/\n/)?.[0] ?? '') + code
}
