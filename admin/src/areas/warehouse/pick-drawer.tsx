import { Alert, App, Button, Drawer, Input, Progress, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import type { Name } from '../../api/api.ts'
import { newKey } from '../../api/form.ts'
import { messageOf } from '../../api/message.ts'
import { useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { Thumb } from '../../ui/picture.tsx'
import { State } from '../../ui/tone.tsx'
import { ShipDrawer } from '../orders/ship-drawer.tsx'
import { taskStateKey, taskTone, type PickTask } from './task-state.ts'
import '../orders/orders.css'

const stale: readonly Name[] = ['listPickTasks', 'countPickTasks']

/** One task: its pieces, a field for the scanner, and what can be done next. */
export function PickDrawer({ task, onClose }: { task: PickTask; onClose: () => void }) {
  const t = useT()
  const mayPick = useCan()('order.ship') && !task.stopped
  const [shipping, setShipping] = useState(false)
  const { modal } = App.useApp()
  const start = useWrite('startPicking', { stale })
  const back = useWrite('putPickingBack', { stale })
  const pack = useWrite('packTask', { stale, success: t('pick.packedNow') })
  const unpack = useWrite('unpackTask', { stale })
  const whole = task.lines.reduce((sum, line) => sum + line.quantity, 0)
  const picked = task.lines.reduce((sum, line) => sum + line.picked, 0)
  const askBack = () =>
    modal.confirm({ title: t('pick.backAsk'), content: t('pick.backHint'), onOk: () => back.mutateAsync({ id: task.id }) })
  return (
    <Drawer open onClose={onClose} size={520} title={t('pick.title', { number: task.orderNumber })} data-testid="pick-drawer">
      <div className="stack">
        <div className="row">
          <State tone={taskTone[task.state]}>{t(taskStateKey[task.state])}</State>
          <span className="muted">{task.pickerName}</span>
        </div>
        {task.stopped && <Alert type="warning" showIcon title={t('pick.stoppedHint')} />}
        {task.state === 'picking' && mayPick && <Scanner task={task} />}
        <Progress percent={whole === 0 ? 0 : Math.floor((picked / whole) * 100)} format={() => `${picked} / ${whole}`} />
        {task.lines.map((line) => (
          <div key={line.orderLineId} className="ship-line">
            <Thumb picture={line.picture} size={44} />
            <div style={{ minWidth: 0, flex: 1 }}>
              <div className="ellipsis">{line.title}</div>
              <div className="small muted">
                {line.options.join(' / ')} <code>{line.code}</code>
              </div>
            </div>
            <span className={line.picked === line.quantity ? 'strong num' : 'num'}>{`${line.picked} / ${line.quantity}`}</span>
          </div>
        ))}
        {mayPick && (
          <div className="row">
            {task.state === 'open' && (
              <Button type="primary" loading={start.isPending} onClick={() => start.mutate({ id: task.id })} data-testid="pick-start">
                {t('pick.start')}
              </Button>
            )}
            {task.state === 'picking' && (
              <>
                <Button
                  type="primary"
                  disabled={picked < whole}
                  loading={pack.isPending}
                  onClick={() => pack.mutate({ id: task.id })}
                  data-testid="pick-pack"
                >
                  {t('pick.pack')}
                </Button>
                <Button onClick={askBack}>{t('pick.back')}</Button>
              </>
            )}
            {task.state === 'packed' && (
              <>
                <Button type="primary" onClick={() => setShipping(true)}>
                  {t('orders.ship')}
                </Button>
                <Button loading={unpack.isPending} onClick={() => unpack.mutate({ id: task.id })}>
                  {t('pick.unpack')}
                </Button>
              </>
            )}
          </div>
        )}
      </div>
      {shipping && <ShipDrawer orderId={task.orderId} onClose={() => setShipping(false)} />}
    </Drawer>
  )
}

/** Keeps the focus, so that one piece after the other can be scanned. */
function Scanner({ task }: { task: PickTask }) {
  const t = useT()
  const field = useRef<InputRef>(null)
  const [code, setCode] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const scan = useWrite('scanPiece', {
    stale,
    onDone: () => setError(null),
    onError: (failure) => {
      setError(failure)
      return true
    },
  })
  const send = () => {
    if (code.trim() === '') return
    scan.mutate({ id: task.id, requestId: newKey(), code: code.trim() })
    setCode('')
    field.current?.focus()
  }
  return (
    <>
      <Input
        ref={field}
        autoFocus
        size="large"
        value={code}
        maxLength={60}
        placeholder={t('pick.scanPiece')}
        aria-label={t('pick.scanPiece')}
        onChange={(event) => setCode(event.target.value)}
        onPressEnter={send}
        data-testid="pick-scan"
      />
      {error && <Alert type="error" showIcon title={messageOf(error, t)} />}
    </>
  )
}
