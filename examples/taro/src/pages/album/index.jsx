// src/pages/album/index.jsx
import { useState } from 'react'
import { uploader } from '../../uploader'

export default function Album() {
  const [files, setFiles] = useState([])
  return (
    <oss-uploader
      route="photo"
      uploader={uploader}
      fileList={files}
      maxCount={9}
      onChange={({ detail }) => setFiles(detail.fileList)}
    />
  )
}
