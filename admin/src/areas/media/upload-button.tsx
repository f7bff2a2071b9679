import { UploadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import { messageOf } from '../../api/message.ts'
import { queryClient, run } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import type { Picture } from '../../ui/picture.tsx'

const mostBytes = 10 * 1024 * 1024

/** Uploads pictures one after the other; one that is refused does not stop the rest. */
export function UploadButton({ onUploaded, primary }: { onUploaded?: (picture: Picture) => void; primary?: boolean }) {
  const t = useT()
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [left, setLeft] = useState(0)
  const upload = async (files: File[]) => {
    setLeft(files.length)
    for (const file of files) {
      if (file.size > mostBytes) message.error(t('media.tooLarge', { name: file.name }))
      else await uploadOne(file)
      setLeft((count) => count - 1)
    }
    await queryClient.invalidateQueries({ queryKey: ['listMedia'] })
  }
  const uploadOne = async (file: File) => {
    try {
      onUploaded?.((await run('uploadMedia', { file })).picture)
    } catch (error) {
      message.error(`${file.name}: ${messageOf(error, t)}`, 6)
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp,image/gif"
        multiple
        hidden
        data-testid="upload-input"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          void upload(files)
        }}
      />
      <Button
        type={primary ? 'primary' : 'default'}
        icon={<UploadOutlined />}
        loading={left > 0}
        onClick={() => input.current?.click()}
        data-testid="upload"
      >
        {left > 0 ? t('media.uploading', { count: left }) : t('media.upload')}
      </Button>
    </>
  )
}
