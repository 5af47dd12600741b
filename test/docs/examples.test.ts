/** The apps in `examples` that belong to pages of frameworks. `npm run proofs` builds and runs them. */
import { samplesOf } from '../../dev/proofs/samples'
import { textOf } from './page-texts'

describe('the examples of frameworks', () => {
  it.each([
    ['taro', 'The component in React', 'src'],
    ['taro', 'The component in Vue', 'src-vue'],
    ['uni-app', 'The component', 'src'],
    ['mpx', undefined, 'src'],
    ['weapp-vite', undefined, 'src'],
    ['tdesign', undefined, 'src'],
    ['vant', undefined, 'src'],
  ])('show in %s (%s) what its page shows', (name, section, source) => {
    const samples = samplesOf(textOf(`docs/frameworks/${name}.md`), section)
    expect(samples.size).toBeGreaterThan(0)
    for (const [file, code] of samples) {
      const path = `examples/${name}/${file.replace(/^src\//, `${source}/`)}`
      expect({ path, code: textOf(path) }).toEqual({ path, code })
    }
  })
})
