import { type HostPage, openPage } from '../rig/host-page'
import { eventually, turn } from '../rig/simulated'

const FILES = ['a', 'b', 'c', 'd'].map((uid) => ({ uid, url: `https://files.example.com/${uid}.jpg` }))

/** Two tiles in a row, 100 px each. jsdom has no layout of its own. */
function open(data: Record<string, unknown> = {}): HostPage {
  const page = openPage({ fileList: FILES, draggable: true, columns: 2, ...data })
  page.elements('.cell').forEach((cell, index) => {
    const [left, top] = [(index % 2) * 100, Math.floor(index / 2) * 100]
    cell.getBoundingClientRect = () => ({ left, top, width: 100, height: 100, right: left + 100, bottom: top + 100 })
  })
  return page
}

/** miniprogram-simulate gives touches no position, so the handlers are called as the template calls them. */
const finger = (page: HostPage, index: number, clientX: number, clientY: number) => {
  const { order } = page.component.data as { order: string[] }
  return { currentTarget: { dataset: { id: order[index] } }, touches: [{ clientX, clientY }] }
}
const order = (page: HostPage): string => {
  const { order: ids, tiles } = page.component.data as { order: string[]; tiles: Record<string, { picture: string }> }
  return ids.map((id) => /(\w)\.jpg/.exec(tiles[id]?.picture ?? '')?.[1]).join('')
}
const bound = (page: HostPage): string =>
  page
    .bound()
    .map(({ uid }) => uid)
    .join('')
const look = (page: HostPage) => page.component.data as { dragged: string; moves: Record<string, string> }

describe('a list that can be reordered', () => {
  it('moves a dragged tile to another place, while the others step aside', async () => {
    const page = open()
    page.call('onDragStart', finger(page, 0, 50, 50))
    await eventually(() => expect(look(page).dragged).toBe('t1'))
    page.call('onDragMove', finger(page, 0, 155, 160))
    expect(look(page).moves).toEqual({
      t1: 'transform: translate(105px, 110px)',
      t2: 'transform: translate(-100px, 0px)',
      t3: 'transform: translate(100px, -100px)',
      t4: 'transform: translate(-100px, 0px)',
    })
    expect(page.has('.cell--dragged')).toBe(true)
    page.call('onDragEnd', finger(page, 0, 155, 160))
    expect([order(page), look(page).dragged, look(page).moves]).toEqual(['bcda', '', {}])
    expect(bound(page)).toBe('bcda')
    expect(page.eventsOf('change')).toHaveLength(1)
  })

  it('puts a tile back that was hardly moved', async () => {
    const page = open()
    page.call('onDragStart', finger(page, 1, 150, 50))
    await eventually(() => expect(look(page).dragged).toBe('t2'))
    page.call('onDragMove', finger(page, 1, 155, 52))
    page.call('onDragEnd', finger(page, 1, 155, 52))
    expect([order(page), look(page).moves, page.events]).toEqual(['abcd', {}, []])
  })

  it('starts no drag if the finger is lifted before the tiles are measured', async () => {
    const page = open()
    page.call('onDragStart', finger(page, 0, 50, 50))
    page.call('onDragEnd', finger(page, 0, 50, 50))
    for (let wait = 0; wait < 5; wait += 1) await turn()
    expect(look(page).dragged).toBe('')
    page.call('onDragMove', finger(page, 0, 155, 160))
    expect(look(page).moves).toEqual({})
  })

  it.each([{ draggable: false }, { disabled: true }, { readonly: true }])('starts no drag with %j', async (data) => {
    const page = open(data)
    page.call('onDragStart', finger(page, 0, 50, 50))
    await turn()
    expect([look(page).dragged, page.has('.move')]).toEqual(['', false])
  })

  it('has buttons that do the same, for users who cannot drag', async () => {
    const page = open()
    expect(page.attributes('.move--earlier', 'ariaLabel')).toEqual([
      '前移 照片 1',
      '前移 照片 2',
      '前移 照片 3',
      '前移 照片 4',
    ])
    expect(page.attributes('.move--earlier', 'ariaDisabled')).toEqual([true, false, false, false])
    expect(page.attributes('.move--later', 'ariaDisabled')).toEqual([false, false, false, true])
    await page.tap('.move--later', 0)
    expect(bound(page)).toBe('bacd')
    await eventually(() => expect(order(page)).toBe('bacd'))
    await page.tap('.move--earlier', 3)
    expect(bound(page)).toBe('badc')
    await eventually(() => expect(order(page)).toBe('badc'))
    await page.tap('.move--earlier', 0)
    await page.tap('.move--later', 3)
    expect(bound(page)).toBe('badc')
    expect(page.eventsOf('change')).toHaveLength(2)
  })
})
