import { fulfilled, type PhonePeer } from './peer'

/** POSTs alone, without a ticket: what `wx.uploadFile` itself can do on this link. */
export const bare: PhonePeer = {
  send: ({ wx }, paths, { cos }) =>
    fulfilled(
      paths.map(
        (filePath) =>
          new Promise((success, fail) => {
            wx.uploadFile({ url: cos, filePath, name: 'file', success, fail })
          }),
      ),
    ),
}
