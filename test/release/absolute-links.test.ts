import { absoluteLinks } from '../../dev/release/absolute-links'

const HOMEPAGE = 'https://example.com/team/project#readme'

describe('the README of a package', () => {
  it('links to the files of the project in its repository', () => {
    expect(absoluteLinks('[a](docs/a.md#b) [c](../../LICENSE)', HOMEPAGE, '')).toContain(
      '[a](https://example.com/team/project/blob/main/docs/a.md#b)',
    )
    expect(absoluteLinks('[c](../../LICENSE)', HOMEPAGE, 'dev/local-cloud')).toBe(
      '[c](https://example.com/team/project/blob/main/LICENSE)',
    )
  })

  it('shows the pictures of the project, whose pages are no pictures', () => {
    const picture = '<img src="dev/light.webp"> ![page](page.png)'
    expect(absoluteLinks(picture, HOMEPAGE, 'dev')).toBe(
      '<img src="https://example.com/team/project/raw/main/dev/dev/light.webp"> ' +
        '![page](https://example.com/team/project/raw/main/dev/page.png)',
    )
  })

  it('keeps links to other sites and within its own text', () => {
    const text = '[a](https://a.example) [b](#b) <a href="mailto:a@a.example">'
    expect(absoluteLinks(text, HOMEPAGE, '')).toBe(text)
  })
})
