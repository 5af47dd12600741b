import { glassEasel } from 'glass-easel-miniprogram-adapter'
import { componentOf } from '../../built-in/definition'
import { pressed } from './hover'

/** https://developers.weixin.qq.com/miniprogram/dev/framework/view/wxml/event.html */
interface Point {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
}

interface Press {
  /** The element where the press began; it gets all later events of the press, as with touch events. */
  target: Element
  start: Point
  isTap: boolean
  release: () => void
  stopTimer: () => void
}

const TAP_DISTANCE = 10
const LONG_PRESS_MS = 350
const MOUSE = -1

/** Turns touch, mouse and keyboard events into the touch events of a mini-program. */
export function listenToGestures(root: Document): void {
  const presses = new Map<number, Press>()

  const begin = (target: Element, point: Point, origin: Event): void => {
    const stopTimer = later(() => {
      const press = presses.get(point.identifier)
      if (press?.isTap && dispatch(target, 'longpress', point, undefined).isHandled) press.isTap = false
    }, LONG_PRESS_MS)
    presses.set(point.identifier, { target, start: point, isTap: true, release: pressed(target), stopTimer })
    dispatch(target, 'touchstart', point, origin)
  }
  const move = (point: Point, origin: Event): void => {
    const press = presses.get(point.identifier)
    if (!press) return
    const distance = Math.hypot(point.clientX - press.start.clientX, point.clientY - press.start.clientY)
    if (press.isTap && distance > TAP_DISTANCE) {
      press.isTap = false
      press.stopTimer()
      press.release()
    }
    dispatch(press.target, 'touchmove', point, origin)
  }
  const end = (type: 'touchend' | 'touchcancel', point: Point, origin: Event): void => {
    const press = presses.get(point.identifier)
    if (!press) return
    presses.delete(point.identifier)
    press.stopTimer()
    press.release()
    dispatch(press.target, type, point, origin)
    if (type === 'touchend' && press.isTap) dispatch(press.target, 'tap', point, origin)
  }

  listenToTouch(root, { begin, move, end })
  listenToMouse(root, { begin, move, end })
  listenToKeys(root)
}

interface PressHandlers {
  begin(target: Element, point: Point, origin: Event): void
  move(point: Point, origin: Event): void
  end(type: 'touchend' | 'touchcancel', point: Point, origin: Event): void
}

function listenToTouch(root: Document, handlers: PressHandlers): void {
  const each = (event: TouchEvent, act: (touch: Touch) => void): void => [...event.changedTouches].forEach(act)
  // Not passive: a page that handles `touchmove` by catch prevents scrolling.
  const options = { passive: false }
  root.addEventListener(
    'touchstart',
    (event) => each(event, (touch) => handlers.begin(touch.target as Element, pointOf(touch, touch.identifier), event)),
    options,
  )
  root.addEventListener(
    'touchmove',
    (event) => each(event, (touch) => handlers.move(pointOf(touch, touch.identifier), event)),
    options,
  )
  for (const type of ['touchend', 'touchcancel'] as const) {
    root.addEventListener(type, (event) =>
      each(event, (touch) => {
        // Otherwise the browser also sends mouse events; native controls need those.
        if (event.cancelable && !isControl(touch.target as Element)) event.preventDefault()
        handlers.end(type, pointOf(touch, touch.identifier), event)
      }),
    )
  }
}

function listenToMouse(root: Document, handlers: PressHandlers): void {
  root.addEventListener('mousedown', (event) => {
    if (event.button === 0) handlers.begin(event.target as Element, pointOf(event, MOUSE), event)
  })
  root.addEventListener('mousemove', (event) => handlers.move(pointOf(event, MOUSE), event))
  root.addEventListener('mouseup', (event) => handlers.end('touchend', pointOf(event, MOUSE), event))
  root.documentElement.addEventListener('mouseleave', (event) => {
    handlers.end('touchcancel', pointOf(event, MOUSE), event)
  })
}

function listenToKeys(root: Document): void {
  root.addEventListener('keydown', (event) => {
    const target = event.target as Element
    if (event.repeat || isControl(target) || !['Enter', ' '].includes(event.key)) return
    if (!target.matches('[role][tabindex="0"]')) return
    event.preventDefault()
    const { left, top, width, height } = target.getBoundingClientRect()
    const [clientX, clientY] = [left + width / 2, top + height / 2]
    dispatch(target, 'tap', { identifier: 0, clientX, clientY, pageX: clientX, pageY: clientY }, event)
  })
}

const isControl = (element: Element): boolean => element.matches('input, textarea, video')

const pointOf = ({ pageX, pageY, clientX, clientY }: Omit<Point, 'identifier'>, identifier: number): Point => ({
  identifier,
  pageX,
  pageY,
  clientX,
  clientY,
})

function later(act: () => void, ms: number): () => void {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

/** Dispatches the event in the mini-program's own tree. */
function dispatch(element: Element, type: string, point: Point, origin: Event | undefined): { isHandled: boolean } {
  let node: Element | null = element
  while (node && !componentOf(node)) node = node.parentElement
  const target = node && componentOf(node)
  if (!target || (type === 'tap' && element.closest('wx-button[aria-disabled="true"]'))) return { isHandled: false }
  let isHandled = false
  const touches = type === 'touchend' || type === 'touchcancel' ? [] : [point]
  const event = new glassEasel.Event(
    type,
    { x: point.pageX, y: point.pageY },
    {
      originalEvent: origin,
      bubbles: true,
      composed: true,
      capturePhase: true,
      extraFields: { touches, changedTouches: [point] },
      // Called with what each listener returns.
      handleListenerReturn: () => {
        isHandled = true
      },
    },
  )
  glassEasel.Event.dispatchEvent(target, event)
  if (event.defaultPrevented() && origin?.cancelable && type !== 'tap') origin.preventDefault()
  return { isHandled }
}
