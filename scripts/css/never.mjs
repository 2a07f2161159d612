// A PostCSS plugin: takes away what the design system has for pages that are not ours, where no name of a class tells.

/** Selectors, each with what stands in the source of a page that has use for them. */
const rare = [
  [/:disabled/, /\sdisabled\b/],
  [/-(inner|outer)-spin-button/, /type="number"/],
  [/-file-upload-button/, /type="file"/],
  [/placeholder/, /\splaceholder=/],
  [/^legend h[23]/, /<legend[^>]*>\s*<h[23]/],
  [/^\.table thead th (button|\.button)/, /<th[^>]*>\s*<button/],
  [/\+ \.form-group-checkbox/, /<legend[^]*form-group-checkbox/],
  // We say so ourselves, of all of them; and a link in a heading is underlined as any other.
  [/\+ \.form-group-radio|^h[1-3] a/, /^never$/],
]

/** `content`: the sources of the pages, as PurgeCSS takes them. */
export default (content) => {
  const never = rare.filter(([, use]) => !content.some(({ raw }) => use.test(raw))).map(([selector]) => selector)
  return {
    postcssPlugin: 'never',
    Once(root) {
      root.walkRules((rule) => {
        const kept = rule.selectors.filter((selector) => !never.some((each) => each.test(selector)))
        if (!kept.length) return rule.remove()
        // It makes exceptions of a dozen lists, and of a picture, that we do not have; our classes need not outdo them all.
        rule.selectors = kept.map((each) => each.replace(/(:not\(\.[\w-]+\)){6,}/g, '').replace(' .full-width-image,', ''))
      })
      // The bar of its messages is a picture that does not turn round with the writing; ours is a border.
      root.walkDecls('background-image', (decl) => { if (decl.value.includes('linear-gradient')) decl.remove() })
    },
  }
}
