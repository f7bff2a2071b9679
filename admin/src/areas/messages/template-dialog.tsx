import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, Modal, Switch, Tag } from 'antd'
import { useState } from 'react'
import { newKey } from '../../api/form.ts'
import type { Input as In, Reply } from '../../api/api.ts'
import { useWrite } from '../../api/use.ts'
import { useMayRun } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { type MessageTemplate, type MessageTrigger, wayKey } from './words.ts'

type Draft = Required<Omit<In<'saveMessageTemplate'>, 'trigger' | 'channel'>>

interface Props {
  trigger: MessageTrigger
  template: MessageTemplate
  onClose: () => void
}

/** Wording, or the mapping to a template of the platform, with a preview and a trial. */
export function TemplateDialog({ trigger, template, onClose }: Props) {
  const t = useT()
  const mayWrite = useMayRun()('message.write')
  const { channel, enabled, title, text, templateRef, fields, urgent, fallback } = template
  const [draft, setDraft] = useState<Draft>({ enabled, title, text, templateRef, fields, urgent, fallback })
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }))
  const at = { trigger: trigger.name, channel }
  const save = useWrite('saveMessageTemplate', { stale: ['listMessageTriggers'], success: t('common.saved'), onDone: onClose })
  return (
    <Modal
      open
      width={640}
      title={`${trigger.label} · ${t(wayKey[channel])}`}
      okText={t('common.save')}
      okButtonProps={{ disabled: !mayWrite, loading: save.isPending }}
      onOk={() => save.mutate({ ...draft, ...at })}
      onCancel={onClose}
    >
      {!mayWrite && <Alert type="info" showIcon title={t('message.platformOnly')} style={{ marginBottom: 16 }} />}
      <Form layout="vertical" component="div">
        <Form.Item label={t('message.enabled')}>
          <Switch checked={draft.enabled} aria-label={t('message.enabled')} onChange={(value) => change({ enabled: value })} />
        </Form.Item>
        <Places trigger={trigger} />
        {channel === 'inbox' ? (
          <Wording draft={draft} onChange={change} />
        ) : (
          <Mapping sms={channel === 'sms'} draft={draft} onChange={change} />
        )}
        {channel !== 'inbox' && (
          <div className="row" style={{ gap: 32 }}>
            <Form.Item label={t('message.urgent')} extra={t('message.urgentHint')}>
              <Switch checked={draft.urgent} aria-label={t('message.urgent')} onChange={(value) => change({ urgent: value })} />
            </Form.Item>
            {channel === 'sms' && (
              <Form.Item label={t('message.fallback')} extra={t('message.fallbackHint')}>
                <Switch checked={draft.fallback} aria-label={t('message.fallback')} onChange={(value) => change({ fallback: value })} />
              </Form.Item>
            )}
          </div>
        )}
        <Preview at={at} draft={draft} />
        {mayWrite && <Trial at={at} saved={enabled} />}
      </Form>
    </Modal>
  )
}

/** What can stand in braces, each with its example. */
function Places({ trigger }: { trigger: MessageTrigger }) {
  const t = useT()
  return (
    <Form.Item label={t('message.places')}>
      <div className="row" style={{ gap: 4 }}>
        {Object.entries(trigger.sample).map(([name, example]) => (
          <Tag key={name}>
            {`{${name}}`} <span className="muted">{example}</span>
          </Tag>
        ))}
      </div>
    </Form.Item>
  )
}

interface PartProps {
  draft: Draft
  onChange: (patch: Partial<Draft>) => void
}

function Wording({ draft, onChange }: PartProps) {
  const t = useT()
  return (
    <>
      <Form.Item label={t('message.title')} htmlFor="message-title">
        <Input id="message-title" value={draft.title} maxLength={60} onChange={(event) => onChange({ title: event.target.value })} />
      </Form.Item>
      <Form.Item label={t('message.text')} htmlFor="message-text">
        <Input.TextArea
          id="message-text"
          value={draft.text}
          maxLength={500}
          showCount
          autoSize={{ minRows: 2 }}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      </Form.Item>
    </>
  )
}

function Mapping({ sms, draft, onChange }: PartProps & { sms: boolean }) {
  const t = useT()
  const put = (index: number, patch: { key?: string; value?: string }) =>
    onChange({ fields: draft.fields.map((field, at) => (at === index ? { ...field, ...patch } : field)) })
  return (
    <>
      <Form.Item label={t('message.ref')} htmlFor="message-ref" extra={t(sms ? 'message.smsRefHint' : 'message.refHint')}>
        <Input
          id="message-ref"
          value={draft.templateRef}
          maxLength={100}
          onChange={(event) => onChange({ templateRef: event.target.value })}
        />
      </Form.Item>
      {sms && (
        <Form.Item label={t('message.smsText')} htmlFor="message-sms-text" extra={t('message.smsTextHint')}>
          <Input.TextArea
            id="message-sms-text"
            value={draft.text}
            maxLength={500}
            autoSize={{ minRows: 2 }}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        </Form.Item>
      )}
      <Form.Item label={t('message.fields')} extra={sms ? t('message.smsFieldsHint') : t('message.fieldsHint')}>
        {draft.fields.map((field, index) => (
          // Rows have no name of their own; they are added and taken away at the end.
          <div key={index} className="row" style={{ flexWrap: 'nowrap', marginBottom: 8 }}>
            <Input
              style={{ width: 170 }}
              value={field.key}
              placeholder={sms ? '1' : 'thing1'}
              aria-label={t('message.fieldKey')}
              onChange={(event) => put(index, { key: event.target.value })}
            />
            <Input
              value={field.value}
              placeholder="{goods}"
              aria-label={t('message.fieldValue')}
              onChange={(event) => put(index, { value: event.target.value })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('common.delete')}
              onClick={() => onChange({ fields: draft.fields.filter((_, at) => at !== index) })}
            />
          </div>
        ))}
        {draft.fields.length < 10 && (
          <Button
            size="small"
            icon={<PlusOutlined />}
            onClick={() => onChange({ fields: [...draft.fields, { key: sms ? String(draft.fields.length + 1) : '', value: '' }] })}
          >
            {t('message.addField')}
          </Button>
        )}
      </Form.Item>
    </>
  )
}

type At = Pick<In<'saveMessageTemplate'>, 'trigger' | 'channel'>

function Preview({ at, draft }: { at: At; draft: Draft }) {
  const t = useT()
  const [shown, setShown] = useState<Reply<'previewMessageTemplate'> | null>(null)
  const look = useWrite('previewMessageTemplate', { onDone: setShown })
  return (
    <Form.Item>
      <Button onClick={() => look.mutate({ ...draft, ...at })} loading={look.isPending} data-testid="message-preview">
        {t('message.preview')}
      </Button>
      {shown && (
        <div className="card" style={{ marginTop: 12, padding: 12 }} data-testid="message-previewed">
          {shown.title !== '' && <strong>{shown.title}</strong>}
          {shown.text !== '' && <div>{shown.text}</div>}
          {shown.fields.map(({ key, value, cut }) => (
            <div key={key}>
              <span className="muted">{key}</span> {value} {cut && <Tag color="orange">{t('message.cut')}</Tag>}
            </div>
          ))}
          {shown.segments > 0 && <div className="muted">{t('message.segments', { count: shown.segments })}</div>}
        </div>
      )}
    </Form.Item>
  )
}

/** Sends what is saved, with its examples, to one's own shopper account. */
function Trial({ at, saved }: { at: At; saved: boolean }) {
  const t = useT()
  const [phone, setPhone] = useState('')
  const send = useWrite('testMessageTemplate', { success: t('message.tried') })
  return (
    <Form.Item label={t('message.try')} htmlFor="message-phone" extra={t('message.tryHint')}>
      <div className="row" style={{ flexWrap: 'nowrap' }}>
        <Input
          id="message-phone"
          value={phone}
          maxLength={11}
          placeholder="13800000000"
          style={{ width: 200 }}
          onChange={(event) => setPhone(event.target.value)}
        />
        <Button
          disabled={!saved || !/^1[3-9]\d{9}$/.test(phone)}
          loading={send.isPending}
          onClick={() => send.mutate({ ...at, phone, requestId: newKey() })}
        >
          {t('message.tryNow')}
        </Button>
      </div>
    </Form.Item>
  )
}
