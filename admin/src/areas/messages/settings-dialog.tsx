import { Form, InputNumber, Modal, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Loaded } from '../../ui/loaded.tsx'

type Settings = Reply<'getMessageSettings'>

/** Quiet hours and how often offers may be told. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const settings = useRead('getMessageSettings')
  const t = useT()
  if (!settings.data)
    return (
      <Modal open title={t('message.settings')} footer={null} onCancel={onClose}>
        <Loaded read={settings}>{() => null}</Loaded>
      </Modal>
    )
  return <Editor settings={settings.data} onClose={onClose} />
}

const timeOf = (minutes: number): Dayjs => dayjs().startOf('day').add(minutes, 'minute')
const minutesOf = (time: Dayjs): number => time.hour() * 60 + time.minute()

function Editor({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const t = useT()
  const mayWrite = useCan()('message.write')
  const [draft, setDraft] = useState(settings)
  const save = useWrite('updateMessageSettings', {
    stale: ['getMessageSettings', 'listMessageTriggers'],
    success: t('common.saved'),
    onDone: onClose,
  })
  return (
    <Modal
      open
      title={t('message.settings')}
      okText={t('common.save')}
      okButtonProps={{ disabled: !mayWrite, loading: save.isPending }}
      onOk={() => save.mutate(draft)}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t('message.quiet')} extra={t('message.quietHint')}>
          <TimePicker.RangePicker
            order={false}
            format="HH:mm"
            minuteStep={30}
            allowClear={false}
            value={[timeOf(draft.quietFrom), timeOf(draft.quietTo)]}
            onChange={(range) =>
              range?.[0] && range[1] && setDraft({ ...draft, quietFrom: minutesOf(range[0]), quietTo: minutesOf(range[1]) })
            }
          />
        </Form.Item>
        <Form.Item label={t('message.perDay')} extra={t('message.perDayHint')} htmlFor="message-per-day">
          <InputNumber<number>
            id="message-per-day"
            min={0}
            max={100}
            precision={0}
            value={draft.perDay}
            onChange={(value) => setDraft({ ...draft, perDay: value ?? 0 })}
          />
        </Form.Item>
        <Form.Item label={t('message.perTrigger')} htmlFor="message-per-trigger">
          <InputNumber<number>
            id="message-per-trigger"
            min={1}
            max={100}
            precision={0}
            value={draft.perTrigger}
            onChange={(value) => setDraft({ ...draft, perTrigger: value ?? 1 })}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
