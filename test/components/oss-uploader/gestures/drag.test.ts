import { dragOf } from '../../../../miniprogram/components/oss-uploader/gestures/drag'
import { placeUnder, reordered, stepsAside } from '../../../../miniprogram/components/oss-uploader/gestures/geometry'

/** Three in a row, 100 px each, 10 px apart. */
const RECTS = [0, 1, 2, 3, 4].map((index) => ({
  left: (index % 3) * 110,
  top: Math.floor(index / 3) * 110,
  width: 100,
  height: 100,
}))

it.each([
  ['forwards', 0, 2, 'bcade'],
  ['backwards', 3, 1, 'adbce'],
  ['to the end, however far', 1, 99, 'acdeb'],
  ['to the front', 4, -3, 'eabcd'],
  ['nowhere', 2, 2, 'abcde'],
])('moves one %s', (_, from, to, expected) => {
  expect(reordered([...'abcde'], from, to).join('')).toBe(expected)
})

it.each([
  ['its own place while it is hardly moved', 0, { x: 40, y: 10 }, 0],
  ['the next place past the half', 0, { x: 60, y: 10 }, 1],
  ['one of the row beneath', 1, { x: -5, y: 100 }, 4],
  ['the nearest one where there is none', 4, { x: 300, y: 300 }, 4],
  ['the last of the row when carried out to the right', 0, { x: 900, y: 0 }, 2],
])('a tile takes %s', (_, from, carried, place) => {
  expect(placeUnder(RECTS, from, carried)).toBe(place)
})

it('lets those between step aside, and no other', () => {
  expect(stepsAside(RECTS, 0, 3)).toEqual([
    { x: 0, y: 0 },
    { x: -110, y: 0 },
    { x: -110, y: 0 },
    { x: 220, y: -110 },
    { x: 0, y: 0 },
  ])
})

it('gives each tile that is not in its place a transform', () => {
  const drag = dragOf('b', ['a', 'b', 'c', 'd', 'e'], RECTS, { x: 150, y: 50 })
  expect(drag.moved({ x: 40.4, y: 60 })).toEqual({
    to: 0,
    moves: { a: 'transform: translate(110px, 0px)', b: 'transform: translate(-110px, 10px)' },
  })
  expect(drag.moved({ x: 150, y: 50 })).toEqual({ to: 1, moves: {} })
})
