import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { Outgoing } from '../../../clients/runtime.ts'
import { messageOf } from '../api/message.ts'
import { download } from '../api/send.ts'
import { useT } from '../i18n/i18n.tsx'

interface Props {
  request: Outgoing
  name: string
  children: string
}

/** Fetches a file with the session of the signed-in person; `name` is used when the server names none. */
export function DownloadButton({ request, name, children }: Props) {
  const t = useT()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const run = () => {
    setBusy(true)
    download(request, name)
      .catch((error: unknown) => message.error(messageOf(error, t), 6))
      .finally(() => setBusy(false))
  }
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={run} data-testid="download">
      {children}
    </Button>
  )
}
