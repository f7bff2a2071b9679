import { PlusOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Nothing } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { TimeWindow } from '../../ui/time.tsx'
import { State } from '../../ui/tone.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { GameDialog } from './game-dialog.tsx'
import { GameDrawer } from './game-drawer.tsx'
import { type Game, gameStates, kinds } from './words.ts'

/** Wheels, scratch cards and votes: their prizes with stock and odds, how far they are, and who won. */
export function GamesPage() {
  const t = useT()
  const mayWrite = useCan()('promotion.write')
  const [url, setUrl] = useUrlState({ page: '1' })
  const [editing, setEditing] = useState<Game | 'new' | null>(null)
  const [looking, setLooking] = useState<Game | null>(null)
  const games = useRead('listAdminGames', { page: Number(url.page), pageSize: 20 }, { refetchInterval: 15_000 })
  const columns: Column<Game>[] = [
    {
      key: 'title',
      title: t('game.title'),
      render: (_, one) => (
        <div>
          <div>{one.title}</div>
          <div className="muted">{t(kinds[one.kind])}</div>
        </div>
      ),
    },
    { key: 'prizes', title: t('game.prizesLeft'), render: (_, one) => <Left game={one} /> },
    { key: 'times', title: t('game.times'), align: 'right', render: (_, one) => <span className="num">{one.times}</span> },
    { key: 'period', title: t('game.period'), render: (_, one) => <TimeWindow from={one.startsAt} to={one.endsAt} /> },
    {
      key: 'state',
      title: t('orders.state'),
      render: (_, one) => <State tone={gameStates[one.state].tone}>{t(gameStates[one.state].label)}</State>,
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      render: (_, one) => (
        <div className="row" style={{ justifyContent: 'flex-end', flexWrap: 'nowrap', gap: 0 }}>
          <Button size="small" type="text" onClick={() => setLooking(one)} data-testid="game-look">
            {t('game.look')}
          </Button>
          {mayWrite && (
            <Button size="small" type="text" onClick={() => setEditing(one)}>
              {t('common.edit')}
            </Button>
          )}
          {mayWrite && (one.state === 'running' || one.state === 'soon') && <EndButton game={one} />}
        </div>
      ),
    },
  ]
  return (
    <>
      <PageHead title={t('nav.games')} lead={t('game.lead')}>
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')} data-testid="game-new">
            {t('game.new')}
          </Button>
        )}
      </PageHead>
      <div className="card table-card" data-testid="games">
        <DataTable<Game>
          id="games"
          columns={columns}
          rowKey="id"
          read={games}
          page={{ page: url.page, pageSize: 20, onPage: (page) => setUrl({ page: String(page) }) }}
          empty={<Nothing title={t('game.none')} hint={t('game.noneHint')} />}
        />
      </div>
      {editing && <GameDialog game={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {looking && <GameDrawer game={looking} onClose={() => setLooking(null)} />}
    </>
  )
}

/** What is left of the prizes, or who leads the vote. */
function Left({ game }: { game: Game }) {
  const t = useT()
  if (game.kind === 'vote') {
    const first = game.candidates.toSorted((a, b) => b.votes - a.votes)[0]
    return <span>{first ? t('game.leads', { title: first.title, count: first.votes }) : '—'}</span>
  }
  const prizes = game.prizes.filter((one) => one.kind !== 'thanks')
  const left = prizes.reduce((sum, one) => sum + one.stock - one.won, 0)
  const all = prizes.reduce((sum, one) => sum + one.stock, 0)
  return (
    <span className="num">
      {left} <span className="muted">/ {all}</span>
    </span>
  )
}

function EndButton({ game }: { game: Game }) {
  const t = useT()
  const { modal } = App.useApp()
  const end = useWrite('endGame', { stale: ['listAdminGames'], success: t('game.ended') })
  const ask = () =>
    modal.confirm({
      title: t('game.askEnd', { title: game.title }),
      content: t('game.endHint'),
      okText: t('game.end'),
      okButtonProps: { danger: true },
      onOk: () => end.mutateAsync({ id: game.id }),
    })
  return (
    <Button size="small" type="text" danger onClick={ask} data-testid="game-end">
      {t('game.end')}
    </Button>
  )
}
