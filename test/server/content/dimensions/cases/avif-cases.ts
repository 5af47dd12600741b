import { avif } from '../build/avif'
import { be32 } from '../build/bytes'
import { box, clap, fullBox, imir, irot, ispe } from '../build/iso'
import { type PictureCase, readFixture } from './picture-case'

const size = ispe(40, 30)
const corner = clap(20, 1, 10, 1, -10, 1, -10, 1)
const middle = clap(20, 1, 10, 1, 0, 1, 0, 1)

const files: [name: string, shown: string | undefined, file: Uint8Array][] = [
  ['reads the spatial extent', '40x30', avif(size)],
  ...[0, 2].map(
    (quarters) => [`keeps a picture turned by ${quarters} quarters`, '40x30', avif(size, irot(quarters))] as const,
  ),
  ...[1, 3].map(
    (quarters) => [`turns a picture by ${quarters} quarters`, '30x40', avif(size, irot(quarters))] as const,
  ),
  ...[0, 1].map((axis) => [`keeps a picture mirrored about axis ${axis}`, '40x30', avif(size, imir(axis))] as const),
  ['turns a mirrored picture', '30x40', avif(size, irot(1), imir(0))],
  ['reads properties in any order', '30x40', avif(irot(1), size)],
  ['crops to the top left corner', '20x10', avif(size, corner)],
  ['crops to fractions that are whole pixels', '20x10', avif(size, clap(40, 2, 20, 2, -20, 2, -30, 3))],
  ['crops an odd size', '39x29', avif(size, clap(39, 1, 29, 1, -1, 2, -1, 2))],
  ['keeps a crop to the whole picture', '40x30', avif(size, clap(40, 1, 30, 1, 0, 1, 0, 1))],
  ['crops and then turns', '10x20', avif(size, corner, irot(1))],
  ['says nothing of a crop elsewhere', undefined, avif(size, middle)],
  ['says nothing of a crop behind a turn', undefined, avif(size, irot(1), clap(10, 1, 20, 1, -10, 1, -10, 1))],
  [
    'says nothing of two crops',
    undefined,
    avif(size, clap(20, 1, 20, 1, -10, 1, -5, 1), clap(10, 1, 10, 1, -5, 1, -5, 1)),
  ],
  ['says nothing of two turns', undefined, avif(size, irot(1), irot(1))],
  ['says nothing of a crop to fractions of pixels', undefined, avif(size, clap(41, 2, 21, 2, -39, 4, -39, 4))],
  ['says nothing of a crop beyond the picture', undefined, avif(size, clap(50, 1, 30, 1, 5, 1, 0, 1))],
  ['says nothing of a crop below the picture', undefined, avif(size, clap(40, 1, 40, 1, 0, 1, 5, 1))],
  ['says nothing of a crop to nothing', undefined, avif(size, clap(0, 1, 10, 1, -20, 1, -10, 1))],
  ['says nothing of a crop divided by 0', undefined, avif(size, clap(20, 0, 10, 1, -10, 1, -10, 1))],
  ['says nothing without a spatial extent', undefined, avif()],
  ['says nothing of an empty turn', undefined, avif(size, box('irot'))],
  ['says nothing of a spatial extent of another version', undefined, avif(fullBox('ispe', 1, 0, be32(40), be32(30)))],
  ['reads a file of avifenc with a crop and a turn', '10x20', readFixture('10x20-clap-irot.avif')],
  ['reads a file of avifenc with a turn and a mirror', '30x40', readFixture('30x40-irot-imir.avif')],
  ['reads a file of avifenc with a grid', '256x192', readFixture('256x192-grid.avif')],
  ['reads an animation of avifenc', '30x40', readFixture('30x40-animated.avif')],
].map(([name, shown, file]) => [name, shown, file] as [string, string | undefined, Uint8Array])

export const AVIF_CASES: PictureCase[] = files.map(([name, shown, file]) => ({
  name,
  shown,
  file,
  mediaType: 'image/avif',
}))
