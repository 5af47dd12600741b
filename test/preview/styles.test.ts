import { compileWxss } from '../../dev/preview/build/styles'

const flat = (css: string): string => css.replace(/\s+/g, ' ').trim()

describe('WXSS for the browser', () => {
  it('takes rpx for 750ths of the window', () => {
    expect(flat(compileWxss('.a { width: 750rpx; margin: -15rpx calc(10px + 7.5rpx) }', {}))).toBe(
      '.a { width: 100vw; margin: -2vw calc(10px + 1vw) }',
    )
  })

  it('keeps the classes of a component to itself, and leaves attributes and pseudo-classes alone', () => {
    const css = compileWxss('.a.b:not(.c) > view:first-child, :host, [class*=".x"] { top: 0 }', { scope: 'c1' })
    expect(flat(css)).toBe('.c1--a.c1--b:not(.c1--c) > wx-view:first-child, [wx-host="c1"], [class*=".x"] { top: 0 }')
  })

  it('keeps the rules of a page to that page, at no more weight than they had', () => {
    expect(flat(compileWxss('page { top: 0 } .a, page .b { top: 0 }', { page: 'p/p' }))).toBe(
      'mp-page:where([data-page="p/p"]) { top: 0 } :where([data-page="p/p"]) .a, mp-page:where([data-page="p/p"]) .b { top: 0 }',
    )
  })

  it('lets the phone be dark when the window is not', () => {
    expect(flat(compileWxss('@media (prefers-color-scheme: dark) { .a { top: 0 } }', {}))).toBe(
      ':where([data-theme="dark"]) .a { top: 0 }',
    )
    expect(flat(compileWxss('@media (min-width: 1px) and (prefers-color-scheme: light) { .a { top: 0 } }', {}))).toBe(
      '@media (min-width: 1px) { :where([data-theme="light"]) .a { top: 0 } }',
    )
  })

  it('leaves keyframes as they are, but for rpx', () => {
    expect(flat(compileWxss('@keyframes k { from { top: 75rpx } 50% { top: 0 } }', { scope: 'c1' }))).toBe(
      '@keyframes k { from { top: 10vw } 50% { top: 0 } }',
    )
  })
})
