/** The frameworks whose apps are built and run, each by the sample of its page in `docs/frameworks`. */
export interface Proof {
  /** Its folder here, and its page. */
  name: string
  /** The languages of the samples in the page, each with the file of the app that it becomes. */
  samples: Readonly<Record<string, string>>
  /** Builds the app. */
  build: readonly [string, ...string[]]
  /** The mini-program that this makes, below the app's folder. */
  output: string
}

export const PROOFS: readonly Proof[] = [
  {
    name: 'uni-app',
    samples: { vue: 'src/pages/index/index.vue' },
    build: ['npx', 'uni', 'build', '-p', 'mp-weixin'],
    output: 'dist/build/mp-weixin',
  },
  {
    name: 'taro',
    samples: { js: 'src/uploader.js', jsx: 'src/pages/album/index.jsx' },
    build: ['npx', 'taro', 'build', '--type', 'weapp'],
    output: 'dist',
  },
]
