import { elements, textOf } from '../../../miniprogram/uploader/sts/calls/xml'

const XML = '<L><Part><N>1</N><E>&quot;A&amp;B&quot;</E></Part><PartX>no</PartX><Part><N>2</N><E/></Part></L>'

describe('elements', () => {
  it('are found by their name, in order', () => {
    expect(elements(XML, 'Part').map((part) => textOf(part, 'N'))).toEqual(['1', '2'])
  })

  it('are none in a text without XML', () => {
    expect(elements('', 'Part')).toEqual([])
  })
})

describe('textOf', () => {
  it('decodes the entities', () => {
    expect(textOf(XML, 'E')).toBe('"A&B"')
  })

  it('is empty if there is no such element', () => {
    expect(textOf('<html>', 'Code')).toBe('')
  })
})
