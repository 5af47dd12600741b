import { PATHS } from '../../../miniprogram/uploader/contract'
import type { UploadState } from '../../../miniprogram/uploader/core/api'
import { UploadError } from '../../../miniprogram/uploader/core/errors'
import { bodyOf, engineWith, FORM, storedFile, ticket } from '../fake-backend'
import { answer, networkFailure, ossRefusal, promisesToRun, type Reaction } from '../fake-ports'

const photo = { route: 'photo' }

/** Runs one upload to its end on the virtual clock. */
async function run(script: Parameters<typeof engineWith>[0]) {
  const made = engineWith(script)
  const states: UploadState[] = []
  const task = made.engine.upload('a.jpg', { ...photo, onState: (state) => states.push(state) })
  let outcome: unknown
  task.done.then(
    (file) => {
      outcome = file
    },
    (error) => {
      outcome = error
    },
  )
  await made.clock.runUntil(() => outcome !== undefined)
  return { ...made, task, states, outcome, phases: states.map(({ phase }) => phase) }
}

const inTurn =
  (...reactions: Reaction[]) =>
  (_: unknown, nth: number) =>
    reactions[Math.min(nth, reactions.length) - 1] as Reaction

const confirmed = answer(200, { file: storedFile('key-0') })

describe('an upload by form', () => {
  it('needs one call to the backend, which brings session and ticket, and one POST that the callback confirms', async () => {
    const { outcome, network, phases } = await run({})
    expect(outcome).toMatchObject(storedFile('key-0'))
    expect(network.requests.map(({ url }) => url.replace('https://api.example', ''))).toEqual([PATHS.uploads])
    expect(network.forms).toHaveLength(1)
    expect(phases.filter((phase, index) => phase !== phases[index - 1])).toEqual([
      'queued',
      'authorizing',
      'queued',
      'sending',
      'confirming',
      'done',
    ])
  })

  it.each([
    ['an empty 204', answer(204)],
    ['a 201 with OSS’s own XML', answer(201, '<PostResponse><Key>key-0</Key></PostResponse>')],
    ['a 200 with an unknown page', answer(200, '<html>hello</html>')],
    ['203: stored, callback failed', ossRefusal(203, 'CallbackFailed', 'Error status : 502.')],
    ['409: the key is taken', ossRefusal(409, 'FileAlreadyExists', 'The object you specified already exists')],
  ])('asks the backend to confirm, and does not send again, after %s', async (_, reaction) => {
    const { outcome, network, requestsTo } = await run({ onForm: () => reaction })
    expect(outcome).toMatchObject(storedFile('confirmed'))
    expect(network.forms).toHaveLength(1)
    expect(requestsTo(PATHS.complete).map(bodyOf)).toMatchObject([{ upload: 'upload-of-key-0' }])
  })

  it('asks the backend before sending again if all bytes were sent but no answer came', async () => {
    const { outcome, network } = await run({ onForm: () => ({ sent: 1, end: networkFailure() }) })
    expect(outcome).toMatchObject(storedFile('confirmed'))
    expect(network.forms).toHaveLength(1)
  })

  it('is sent again if the backend finds nothing stored', async () => {
    const { outcome, network } = await run({
      onForm: inTurn({ sent: 1, end: networkFailure() }, confirmed),
      onJson: ({ url }) =>
        url.endsWith(PATHS.complete) ? answer(409, { error: { code: 'not-stored', requestId: 'r' } }) : undefined,
    })
    expect(outcome).toMatchObject(storedFile('key-0'))
    expect(network.forms).toHaveLength(2)
  })

  it.each([
    ['a cut connection', { sent: 0.4, end: networkFailure() }],
    ['503', ossRefusal(503, 'ServiceUnavailable', 'Please reduce your request rate.')],
    ['500', ossRefusal(500, 'InternalError')],
    ['a request that was damaged on its way', ossRefusal(400, 'BadRequest', 'Bad Request')],
    ['a form that was damaged on its way', ossRefusal(400, 'MalformedPOSTRequest')],
    ['a form that was cut short on its way', ossRefusal(400, 'IncompleteBody')],
    ['a time-out half way', { sent: 0.5, end: new UploadError('timeout') }],
    ['too many connections', new UploadError('too-many-connections')],
  ])('is sent again after %s', async (_, first) => {
    const { outcome, network } = await run({ onForm: inTurn(first as Reaction, confirmed) })
    expect(outcome).toMatchObject(storedFile('key-0'))
    expect(network.forms).toHaveLength(2)
  })

  it('fails with the code of the last failure when nothing new has got through for two minutes', async () => {
    const { outcome } = await run({ onForm: () => ({ sent: 0.1, end: networkFailure() }) })
    expect(outcome).toMatchObject({ code: 'network', params: { host: 'https://bucket.example' } })
    expect((outcome as UploadError).params.detail).toBe('https://bucket.example: reset')
  })

  it.each([
    ['SignatureDoesNotMatch', '', 'signature-refused'],
    ['AccessDenied', 'Invalid according to Policy: Extra input fields: x-oss-meta-a', 'policy-refused'],
    ['AccessDenied', 'Access denied by authorizer’s policy.', 'access-denied'],
    ['EntityTooLarge', 'Your proposed upload exceeds the maximum allowed object size.', 'file-changed'],
    ['EntityTooSmall', '', 'file-changed'],
    ['PublicEndpointForbidden', '', 'domain-forbidden'],
    ['SomethingNew', '', 'oss-refused'],
  ])('fails at once on %s %s', async (code, message, expected) => {
    const { outcome, network } = await run({ onForm: () => ossRefusal(403, code, message) })
    expect(outcome).toMatchObject({ code: expected, requestId: 'R1' })
    expect(network.forms).toHaveLength(1)
  })

  it.each([
    ['AccessDenied', 'Invalid according to Policy: Policy expired.'],
    ['AccessDenied', 'Request has expired.'],
    ['SecurityTokenExpired', 'The security token you provided has expired.'],
    ['InvalidSecurityToken', 'The security token you provided is invalid.'],
    ['InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist in our records.'],
  ])('renews its ticket once after %s “%s”', async (code, message) => {
    const { outcome, network, requestsTo } = await run({
      onForm: inTurn(ossRefusal(403, code, message), confirmed),
    })
    expect(outcome).toMatchObject(storedFile('key-0'))
    expect(network.forms.map(({ fields }) => fields.key)).toEqual(['key-0', 'renewed-0'])
    expect(requestsTo(PATHS.uploads).map(bodyOf)[1]).toMatchObject({ files: [{ renew: 'upload-of-key-0' }] })
  })

  it('fails if the renewed ticket has expired as well', async () => {
    const { outcome, network } = await run({ onForm: () => ossRefusal(403, 'SecurityTokenExpired') })
    expect(outcome).toMatchObject({ code: 'ticket-expired' })
    expect(network.forms).toHaveLength(2)
  })

  it('fails with a refusal that the callback answered', async () => {
    const refusal = { error: { code: 'stored-differs', requestId: 'r9', message: '内容不合规' } }
    const { outcome } = await run({ onForm: () => answer(200, refusal) })
    expect(outcome).toMatchObject({ code: 'stored-differs', requestId: 'r9', userMessage: '内容不合规' })
  })

  it('opens a new session once when the backend answers 401', async () => {
    let refused = 0
    const { outcome, requestsTo } = await run({
      onJson: ({ url }) => {
        if (!url.endsWith(PATHS.uploads) || refused > 0) return undefined
        refused += 1
        return answer(401, { error: { code: 'unauthenticated', requestId: 'r' } })
      },
    })
    expect(outcome).toMatchObject(storedFile('key-0'))
    expect(requestsTo(PATHS.session)).toHaveLength(1)
    expect(requestsTo(PATHS.uploads).map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      'Bearer session-1',
    ])
  })

  it.each([
    ['HTML', answer(200, '<html>login</html>'), 'server-answer-invalid'],
    ['a ticket for another number of files', answer(200, { uploads: [] }), 'server-answer-invalid'],
    ['forms without a url', answer(200, { form: {}, uploads: [ticket('k')] }), 'server-answer-invalid'],
    ['forms without what they share', answer(200, { uploads: [ticket('k')] }), 'server-answer-invalid'],
    [
      'a form without fields',
      answer(200, { form: FORM, uploads: [{ ...ticket('k'), fields: undefined }] }),
      'server-answer-invalid',
    ],
    ['nothing', networkFailure(), 'server-unreachable'],
    ['400', answer(400, { error: { code: 'bad-request', requestId: 'r' } }), 'bad-request'],
  ])('fails with a code of its own if the backend answers %s', async (_, reaction, code) => {
    const { outcome, network } = await run({
      onJson: ({ url }) => (url.endsWith(PATHS.uploads) ? (reaction as Reaction) : undefined),
    })
    expect(outcome).toMatchObject({ code })
    expect(network.forms).toHaveLength(0)
  })

  it('never shows less progress than before, or 100 % before it is done', async () => {
    const { states } = await run({
      onForm: inTurn({ sent: 0.8, end: networkFailure() }, { sent: 0.2, end: networkFailure() }, confirmed),
    })
    const percents = states.map(({ percent }) => percent)
    expect(percents).toEqual([...percents].sort((a, b) => a - b))
    expect(states.filter(({ percent }) => percent === 100).map(({ phase }) => phase)).toEqual(['done'])
    expect(Math.max(...percents.slice(0, -1))).toBe(99)
  })

  it('leaves no timer, listener or request behind', async () => {
    const { clock, lifecycle, network } = await run({ onForm: inTurn(networkFailure(), confirmed) })
    expect([clock.pending(), lifecycle.listeners(), network.open()]).toEqual([0, 0, 0])
  })
})

describe('a pause', () => {
  it('by the user stops sending until resume', async () => {
    const { engine, clock, network } = engineWith({ onForm: inTurn({ sent: 0.5, end: 'hangs' }, confirmed) })
    const task = engine.upload('a.jpg', photo)
    await clock.runUntil(() => task.state().percent === 50)
    task.pause()
    await promisesToRun()
    expect(task.state()).toEqual({ phase: 'paused', percent: 50, by: 'user' })
    expect(network.open()).toBe(0)
    task.resume()
    await clock.runUntil(() => task.state().phase === 'done')
    expect(await task.done).toMatchObject(storedFile('key-0'))
    expect(network.forms).toHaveLength(2)
  })

  it.each([
    ['hidden', 'background', new UploadError('interrupted')],
    ['offline', 'offline', networkFailure()],
  ] as const)('because the app is %s costs no try, however often', async (obstacle, by, failure) => {
    const { engine, clock, lifecycle, network } = engineWith({
      onForm: (_, nth) => (nth <= 8 ? { sent: 0.3, end: 'hangs' } : confirmed),
    })
    const task = engine.upload('a.jpg', photo)
    for (let round = 1; round <= 8; round += 1) {
      await clock.runUntil(() => network.forms.length === round)
      lifecycle.set(obstacle)
      expect(task.state()).toMatchObject({ phase: 'paused', by })
      network.breakAll(failure)
      await promisesToRun()
      lifecycle.set(undefined)
    }
    await clock.runUntil(() => task.state().phase === 'done')
    expect(await task.done).toMatchObject(storedFile('key-0'))
  })
})

describe('cancel', () => {
  it.each(['queued', 'authorizing', 'sending', 'confirming'] as const)(
    'ends the upload as cancelled once while %s',
    async (phase) => {
      const { engine, clock, lifecycle, network } = engineWith({
        onForm: () => (phase === 'sending' ? { sent: 0.5, end: 'hangs' } : answer(204)),
        onJson: ({ url }) => {
          if (phase === 'authorizing' && url.endsWith(PATHS.uploads)) return 'hangs'
          return phase === 'confirming' && url.endsWith(PATHS.complete) ? 'hangs' : undefined
        },
      })
      const seen: string[] = []
      const task = engine.upload('a.jpg', { ...photo, onState: (state) => seen.push(state.phase) })
      await clock.runUntil(() => task.state().phase === phase)
      task.cancel()
      await expect(task.done).rejects.toMatchObject({ code: 'cancelled' })
      task.cancel()
      await clock.runUntil(() => false)
      expect(seen.filter((seenPhase) => seenPhase === 'cancelled')).toHaveLength(1)
      expect(seen.at(-1)).toBe('cancelled')
      expect([lifecycle.listeners(), network.open()]).toEqual([0, 0])
    },
  )
})
