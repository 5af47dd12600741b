/** The messages between the preview's server and its pages. This file imports nothing, since both sides read it. */

/** One HTTP request, as the panel lists it. */
export interface RequestNote {
  id: string
  from: 'phone' | 'backend' | 'oss' | 'elsewhere'
  step: Step
  method: string
  /** Path of the URL; for the bucket, the key. */
  path: string
  /** 0 if there was no answer. */
  status: number
  /** Size of the request's body. */
  bytes?: number
  ms?: number
  /** Error code of OSS, STS or the backend; '' for none. */
  code: string
  /** What the panel shows when its row is opened. */
  detail: RequestDetail
}

/** Everything that is known about a request. */
export interface RequestDetail {
  /** The whole URL; '' if only the path is known. */
  url: string
  headers?: Record<string, string>
  /** The fields of a form, without its file. */
  fields?: Record<string, string>
  /** The file that a form sends. */
  file?: { path: string; bytes: number }
  /** The request's body, if it is text. */
  body?: string
  answer?: { headers: Record<string, string>; body: string }
  /** What the cloud has written down about it: who asked, and which rule decided. */
  journal?: Record<string, string>
}

/** The purpose of a request. */
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

/** Faults of the cloud that can be switched on. The phone's switches (offline, slow, background) stay in the page. */
export const CLOUD_SWITCHES = ['expired', 'forbidden', 'unavailable', 'down', 'lost-callback'] as const

export type CloudSwitch = (typeof CLOUD_SWITCHES)[number]

export const isCloudSwitch = (name: unknown): name is CloudSwitch => CLOUD_SWITCHES.includes(name as CloudSwitch)

/** Server-sent events; each carries one JSON object. */
export type ServerMessage =
  | { kind: 'request'; note: RequestNote }
  | { kind: 'switches'; on: CloudSwitch[] }
  /** The mini-program was built again. */
  | { kind: 'built' }
  /** The build failed with these messages of the compilers. */
  | { kind: 'broken'; faults: string[] }

/** `window` of app.json, or a page's own settings. `@name` refers to a value of theme.json. */
export interface WindowSettings {
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: string
  navigationStyle?: string
  backgroundColor?: string
}

export type Theme = 'light' | 'dark'

/** What the phone knows about the mini-program; written at build time. */
export interface MiniProgram {
  /** In the order of app.json; the first is the home page. */
  pages: string[]
  window: WindowSettings
  pageWindows: Record<string, WindowSettings>
  theme: Record<Theme, Record<string, string>>
  /** ms */
  networkTimeout: { request?: number; uploadFile?: number }
}

/** Where the phone's requests go: an origin → a path of the preview's server, which forwards them. */
export type Hosts = Record<string, string>

/** The answer to one chunk sent over the slow link, as JSON. */
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
