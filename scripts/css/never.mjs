// A PostCSS plugin: takes away what the design system has for pages that are not ours, where no name of a class tells.

/** No page has these within, or beside, one another. Parts of the design system that we take later may need a look here. */
const never = [
  /:disabled/,
  /-(inner|outer)-spin-button/,
  /-file-upload-button/,
  /placeholder/,
  /^h[1-3] a/,
  /^legend h[23]/,
  /^figcaption p/,
  /^fieldset ul/,
  /^fieldset \+ fieldset/,
  /^table \.form-input/,
  /^\.table thead th (button|\.button)/,
  /^\.alert \.alert-text a/,
  /^\.alert \+ \.alert/,
  /^(legend|\.form-error-message|\.form-hint) \+ \.form-group-/,
  /^\.form-(checkbox|radio) \+ label \+ \.form-hint/,
]

export default {
  postcssPlugin: 'never',
  Once(root) {
    root.walkRules((rule) => {
      const kept = rule.selectors.filter((selector) => !never.some((each) => each.test(selector)))
      if (!kept.length) rule.remove()
      // It makes exceptions of a dozen lists, and of a picture, that we do not have; our classes need not outdo them all.
      else {
        rule.selectors = kept.map((each) => each.replace(/(:not\(\.[\w-]+\)){6,}/g, '').replace(' .full-width-image,', ''))
      }
    })
    // The bar of its messages is a picture that does not turn round with the writing; ours is a border.
    root.walkDecls('background-image', (decl) => { if (decl.value.includes('linear-gradient')) decl.remove() })
  },
}
