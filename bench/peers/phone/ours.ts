import { createUploader } from '../../../miniprogram/uploader/wx'
import { fulfilled, type PhonePeer } from './peer'

export const ours: PhonePeer = {
  send(host, paths, { server }) {
    const uploader = createUploader({ server, wx: host.wx, onFailure: () => {} })
    const route = (path: string): string => (path.endsWith('.mp4') ? 'video' : 'photo')
    return fulfilled(paths.map((path) => uploader.upload(path, { route: route(path) }).done))
  },
}
