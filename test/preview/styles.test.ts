import { compileWxss } from '../../dev/preview/build/styles'

const flat = (css: string): string => css.replace(/\s+/g, ' ').trim()

describe('compileWxss', () => {
  it('converts rpx to 750ths of the window’s width', () => {
    expect(flat(compileWxss('.a { width: 750rpx; margin: -15rpx calc(10px + 7.5rpx) }', {}))).toBe(
      '.a { width: 100vw; margin: -2vw calc(10px + 1vw) }',
    )
  })

  it('scopes the classes of a component, and does not change attributes and pseudo-classes', () => {
    const css = compileWxss('.a.b:not(.c) > view:first-child, :host, [class*=".x"] { top: 0 }', { scope: 'c1' })
    expect(flat(css)).toBe('.c1--a.c1--b:not(.c1--c) > wx-view:first-child, [wx-host="c1"], [class*=".x"] { top: 0 }')
  })

  it('scopes the rules of a page without a higher specificity', () => {
    expect(flat(compileWxss('page { top: 0 } .a, page .b { top: 0 }', { page: 'p/p' }))).toBe(
      'mp-page:where([data-page="p/p"]) { top: 0 } :where([data-page="p/p"]) .a, mp-page:where([data-page="p/p"]) .b { top: 0 }',
    )
  })

  it('makes dark rules depend on the phone’s theme, not the window’s', () => {
    expect(flat(compileWxss('@media (prefers-color-scheme: dark) { .a { top: 0 } }', {}))).toBe(
      ':where([data-theme="dark"]) .a { top: 0 }',
    )
    expect(flat(compileWxss('@media (min-width: 1px) and (prefers-color-scheme: light) { .a { top: 0 } }', {}))).toBe(
      '@media (min-width: 1px) { :where([data-theme="light"]) .a { top: 0 } }',
    )
  })

  it('changes only rpx in keyframes', () => {
    expect(flat(compileWxss('@keyframes k { from { top: 75rpx } 50% { top: 0 } }', { scope: 'c1' }))).toBe(
      '@keyframes k { from { top: 10vw } 50% { top: 0 } }',
    )
  })
})
