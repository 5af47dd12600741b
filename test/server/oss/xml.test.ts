import { element, parseXml } from '../../../server/oss/xml'

describe('parseXml', () => {
  it('reads elements, entities and text, and ignores attributes and comments', () => {
    const root = parseXml('<?xml version="1.0"?><A xmlns="x"><!-- c --><B>1 &amp; &#x4e2d;</B><C/></A>')
    expect(root).toEqual(element('A', [element('B', '1 & 中'), element('C')]))
  })

  it.each(['', '<A>', '<A></B>', '<A/><B/>', 'text'])('returns undefined for %j', (text) => {
    expect(parseXml(text)).toBeUndefined()
  })
})
