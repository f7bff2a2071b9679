import { App, Button, DatePicker, Drawer, Form, Input, InputNumber, Select, Skeleton } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { ItemsEditor, type FlashLine } from './items-editor.tsx'

type Session = Reply<'getFlashSession'>

/** A new session, a draft to be changed, or an announced one to be looked at. */
export function EditorDrawer({ id, readOnly, onClose }: { id: string | null; readOnly: boolean; onClose: () => void }) {
  const t = useT()
  const found = useRead('getFlashSession', { id: id ?? '' }, { enabled: id !== null })
  const session = found.data?.id === id ? found.data : undefined
  return (
    <Drawer open onClose={onClose} size={860} title={t(id ? 'flash.edit' : 'flash.new')} data-testid="flash-drawer">
      {found.error && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      {id && !session && !found.error && <Skeleton active />}
      {(!id || session) && (
        <Editor session={session} readOnly={readOnly || (session !== undefined && session.phase !== 'draft')} onClose={onClose} />
      )}
    </Drawer>
  )
}

/** The next full hour, for two hours. */
const nextHours = (): [Dayjs, Dayjs] => {
  const start = dayjs().add(1, 'hour').startOf('hour')
  return [start, start.add(2, 'hour')]
}

const challengeKey = {
  off: 'flash.challengeOff',
  suspicious: 'flash.challengeSuspicious',
  everybody: 'flash.challengeEverybody',
} as const

const linesOf = (session: Session): FlashLine[] =>
  session.items.map(({ skuId, title, options, priceFen, listPriceFen, pieces, perPerson, shelf }) => ({
    skuId,
    label: [title, options.join(' / ')].filter(Boolean).join(' · '),
    priceFen,
    listPriceFen,
    pieces,
    perPerson,
    shelf,
  }))

function Editor({ session, readOnly, onClose }: { session: Session | undefined; readOnly: boolean; onClose: () => void }) {
  const t = useT()
  const { message } = App.useApp()
  const [title, setTitle] = useState(session?.title ?? '')
  const [period, setPeriod] = useState<[Dayjs, Dayjs]>(() => (session ? [dayjs(session.startsAt), dayjs(session.endsAt)] : nextHours()))
  const [payMinutes, setPayMinutes] = useState(session?.payMinutes ?? 10)
  const [challenge, setChallenge] = useState<Session['challenge']>(session?.challenge ?? 'suspicious')
  const [lines, setLines] = useState<FlashLine[]>(() => (session ? linesOf(session) : []))
  const done = { stale: ['listFlashSessions' as const, 'getFlashSession' as const], success: t('common.saved'), onDone: onClose }
  const create = useWrite('createFlashSession', done)
  const update = useWrite('updateFlashSession', done)
  const save = () => {
    const items = lines.flatMap(({ skuId, priceFen, pieces, perPerson }) =>
      priceFen && pieces && perPerson ? [{ skuId, priceFen, pieces, perPerson }] : [],
    )
    if (items.length === 0 || items.length < lines.length) return void message.warning(t('flash.noGoods'))
    const [startsAt, endsAt] = [period[0].toISOString(), period[1].toISOString()]
    const body = { title: title.trim(), startsAt, endsAt, payMinutes, challenge, items }
    if (session) update.mutate({ ...body, id: session.id })
    else create.mutate(body)
  }
  return (
    <Form layout="vertical" component="div" disabled={readOnly}>
      <Form.Item label={t('flash.name')} htmlFor="flash-title">
        <Input id="flash-title" value={title} maxLength={100} onChange={(event) => setTitle(event.target.value)} />
      </Form.Item>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Form.Item label={t('flash.time')}>
          <DatePicker.RangePicker
            showTime={{ format: 'HH:mm' }}
            format="YYYY-MM-DD HH:mm"
            allowClear={false}
            value={period}
            onChange={(range) => range?.[0] && range[1] && setPeriod([range[0], range[1]])}
          />
        </Form.Item>
        <Form.Item label={t('flash.payMinutes')} htmlFor="flash-pay" extra={t('flash.payHint')}>
          <InputNumber<number>
            id="flash-pay"
            min={1}
            max={60}
            precision={0}
            value={payMinutes}
            onChange={(value) => setPayMinutes(value ?? 10)}
          />
        </Form.Item>
        <Form.Item label={t('flash.challenge')} htmlFor="flash-challenge" extra={t('flash.challengeHint')}>
          <Select<Session['challenge']>
            id="flash-challenge"
            value={challenge}
            style={{ width: 180 }}
            onChange={setChallenge}
            options={(['off', 'suspicious', 'everybody'] as const).map((value) => ({ value, label: t(challengeKey[value]) }))}
          />
        </Form.Item>
      </div>
      <Form.Item label={t('flash.goods')}>
        <ItemsEditor lines={lines} onChange={setLines} readOnly={readOnly} />
      </Form.Item>
      {!readOnly && (
        <div className="row">
          <Button
            type="primary"
            disabled={title.trim() === ''}
            loading={create.isPending || update.isPending}
            onClick={save}
            data-testid="flash-save"
          >
            {t('common.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      )}
    </Form>
  )
}
