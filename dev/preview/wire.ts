/** What the preview's server and its pages say to each other. Imports nothing: both sides read it. */

/** One HTTP request, as the panel lists it. */
export interface RequestNote {
  id: string
  from: 'phone' | 'backend' | 'oss' | 'elsewhere'
  step: Step
  method: string
  /** Path of the URL; of the bucket: the key. */
  path: string
  /** 0: no answer came. */
  status: number
  /** Of the request's body. */
  bytes?: number
  ms?: number
  /** OSS's, STS's or the backend's error code; '' when all went well. */
  code: string
}

/** What a request is for. */
export type Step =
  | 'session'
  | 'ticket'
  | 'parts'
  | 'resume'
  | 'complete'
  | 'abort'
  | 'urls'
  | 'callback'
  | 'post'
  | 'part'
  | 'multipart'
  | 'head'
  | 'copy'
  | 'delete'
  | 'read'
  | 'role'
  | 'other'

/** What can be made to go wrong in the cloud. The phone's own switches (offline, slow, background) stay in the page. */
export const CLOUD_SWITCHES = ['expired', 'forbidden', 'unavailable', 'down', 'lost-callback'] as const

export type CloudSwitch = (typeof CLOUD_SWITCHES)[number]

export const isCloudSwitch = (name: unknown): name is CloudSwitch => CLOUD_SWITCHES.includes(name as CloudSwitch)

/** Server-sent events: one JSON each. */
export type ServerMessage =
  | { kind: 'request'; note: RequestNote }
  | { kind: 'switches'; on: CloudSwitch[] }
  /** The mini-program was built anew. */
  | { kind: 'built' }
  /** It could not be: why, in the compilers' words. */
  | { kind: 'broken'; faults: string[] }

/** app.json's `window` and a page's own settings. `@name` stands for a value of theme.json. */
export interface WindowSettings {
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: string
  navigationStyle?: string
  backgroundColor?: string
}

export type Theme = 'light' | 'dark'

/** What the phone is told of the mini-program, at build time. */
export interface MiniProgram {
  /** In app.json's order: the first is home. */
  pages: string[]
  window: WindowSettings
  pageWindows: Record<string, WindowSettings>
  theme: Record<Theme, Record<string, string>>
  /** ms */
  networkTimeout: { request?: number; uploadFile?: number }
}

/** Where the phone's requests really go: an origin → a path of the preview's own server, which passes them on. */
export type Hosts = Record<string, string>

/** What a chunk sent over the slow link is told, as JSON. */
export type LinkAnswer =
  | { kind: 'more' }
  | { kind: 'answer'; status: number; rawHeaders: string[]; body: string }
  | { kind: 'broken'; reason: string }

export const PATHS = {
  events: '/events',
  switches: '/switches',
  backend: '/backend',
  link: '/link',
  phone: '/phone/',
} as const
