import { Alert, Button, Descriptions, Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { messageOf } from '../../api/message.ts'
import { useWrite } from '../../api/use.ts'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { Time } from '../../ui/time.tsx'
import { State, type Tone } from '../../ui/tone.tsx'
import './delivery.css'
import { WaitingPickups } from './waiting-pickups.tsx'

type Pickup = Reply<'findPickup'>
const stateKey: Record<Pickup['state'], Key> = {
  waiting: 'delivery.state.kept',
  ready: 'delivery.state.ready',
  done: 'handout.alreadyDone',
  void: 'handout.void',
}
const stateTone: Record<Pickup['state'], Tone> = { waiting: 'accent', ready: 'info', done: 'quiet', void: 'bad' }

/** Somebody shows a code: the goods are shown, then handed out. All of it by keyboard or scanner: code, Enter, look, Enter. */
export function HandoutPage() {
  const t = useT()
  const field = useRef<InputRef>(null)
  const [text, setText] = useState('')
  const [found, setFound] = useState<{ code: string; pickup: Pickup } | null>(null)
  const [said, setSaid] = useState<{ type: 'success' | 'error'; text: string } | null>(null)
  const code = text.replaceAll(/\D/g, '')
  const begin = (typed = '') => {
    setText(typed)
    field.current?.focus()
  }
  const failed = (error: Error) => {
    setSaid({ type: 'error', text: messageOf(error, t) })
    setFound(null)
    begin()
    return true
  }
  const look = useWrite('findPickup', { onDone: (pickup) => setFound({ code, pickup }), onError: failed })
  const hand = useWrite('pickUpOrder', {
    stale: ['listDeliveries', 'listAdminOrders', 'countAdminOrders'],
    onDone: () => {
      setSaid({ type: 'success', text: t('handout.done', { number: found?.pickup.orderNumber ?? '' }) })
      setFound(null)
      begin()
    },
    onError: failed,
  })
  const ask = () => {
    if (code.length !== 10) return
    setSaid(null)
    look.mutate({ code })
  }
  return (
    <>
      <PageHead title={t('nav.handout')} lead={t('handout.lead')} />
      <div className="stack">
        <div className="card card-pad handout" aria-live="polite">
          <div className="row">
            <Input
              ref={field}
              value={text}
              autoFocus
              inputMode="numeric"
              maxLength={14}
              size="large"
              placeholder="1234 5678 90"
              aria-label={t('handout.code')}
              className="handout-code"
              onChange={(event) => {
                setText(event.target.value)
                setFound(null)
              }}
              onPressEnter={ask}
              data-testid="handout-code"
            />
            <Button size="large" type={found ? 'default' : 'primary'} disabled={code.length !== 10} loading={look.isPending} onClick={ask}>
              {t('handout.look')}
            </Button>
          </div>
          {said && <Alert type={said.type} showIcon title={said.text} data-testid="handout-said" />}
          {found && (
            <Found
              key={found.code}
              pickup={found.pickup}
              busy={hand.isPending}
              onHand={() => hand.mutate({ code: found.code })}
              onType={(digit) => {
                setFound(null)
                begin(digit)
              }}
            />
          )}
        </div>
        <WaitingPickups />
      </div>
    </>
  )
}

interface FoundProps {
  pickup: Pickup
  busy: boolean
  onHand: () => void
  /** A digit while the button has the focus is the beginning of the next code. */
  onType: (digit: string) => void
}

function Found({ pickup, busy, onHand, onType }: FoundProps) {
  const t = useT()
  const free = pickup.state === 'ready' || pickup.state === 'waiting'
  return (
    <div className="stack" data-testid="handout-found">
      <div className="row">
        <State tone={stateTone[pickup.state]}>{t(stateKey[pickup.state])}</State>
        {pickup.doneAt && <Time iso={pickup.doneAt} />}
      </div>
      <ul className="handout-goods">
        {pickup.lines.map((line) => (
          <li key={line.id}>
            <Thumb picture={line.picture} size={56} />
            <span className="handout-title">
              <span className="strong">{line.title}</span>
              <span className="muted small">{line.options.join(' / ')}</span>
            </span>
            <span className="handout-count num">× {line.quantity}</span>
          </li>
        ))}
      </ul>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'who', label: t('handout.who'), children: `${pickup.receiver} ${pickup.phone}` },
          { key: 'number', label: t('pick.order'), children: <span className="num">{pickup.orderNumber}</span> },
          { key: 'when', label: t('handout.when'), children: `${pickup.pointName} · ${pickup.day} ${pickup.span}` },
          ...(pickup.note ? [{ key: 'note', label: t('handout.note'), children: pickup.note }] : []),
        ]}
      />
      {free ? (
        <div className="row">
          <Button
            type="primary"
            size="large"
            autoFocus
            loading={busy}
            onClick={onHand}
            onKeyDown={(event) => {
              if (!/^\d$/.test(event.key)) return
              event.preventDefault()
              onType(event.key)
            }}
            data-testid="handout-do"
          >
            {t('handout.do')}
          </Button>
          <span className="muted small">{t('handout.enterHint')}</span>
        </div>
      ) : (
        <Alert type="warning" showIcon title={t(pickup.state === 'done' ? 'handout.doneHint' : 'handout.voidHint')} />
      )}
    </div>
  )
}
