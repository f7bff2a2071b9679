import { UploadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import type { Item } from '../../api/api.ts'
import { messageOf } from '../../api/message.ts'
import { queryClient, run } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'

export type Asset = Item<'listMediaAssets'>
export type AssetKind = Asset['kind']

const accepts = { video: 'video/mp4,.mp4', model: 'model/gltf-binary,.glb' } as const
const mostBytes = { video: 50 * 1024 * 1024, model: 15 * 1024 * 1024 } as const

/** Uploads one video or one model. */
export function AssetUpload({ kind, onUploaded, primary }: { kind: AssetKind; onUploaded?: (asset: Asset) => void; primary?: boolean }) {
  const t = useT()
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const upload = async (file: File) => {
    if (file.size > mostBytes[kind]) {
      message.error(t(kind === 'video' ? 'asset.videoTooLarge' : 'asset.modelTooLarge'))
      return
    }
    setBusy(true)
    try {
      onUploaded?.(await run('uploadMediaAsset', { file }))
      await queryClient.invalidateQueries({ queryKey: ['listMediaAssets'] })
    } catch (error) {
      message.error(`${file.name}: ${messageOf(error, t)}`, 6)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accepts[kind]}
        hidden
        data-testid={`upload-${kind}`}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          event.target.value = ''
          if (file) void upload(file)
        }}
      />
      <Button type={primary ? 'primary' : 'default'} icon={<UploadOutlined />} loading={busy} onClick={() => input.current?.click()}>
        {t(kind === 'video' ? 'asset.uploadVideo' : 'asset.uploadModel')}
      </Button>
    </>
  )
}
