import type { Cortex } from './cortex.ts';
import type { Experience } from './experience.ts';
import { networkOf } from './synapses.ts';

/**
 * The synapses that keep still at a tick whatever idle synapses do: those of a silent reality monitor; those of the network
 * that the Wake-Sleep rule holds (E in Wake, G in sleep); the feedback pathway of a REM in which it is silenced or does not
 * learn; and all where gate_D is open and nothing is asked, because a REM that is left out takes no step.
 * @param gradients what the tick asks for
 */
export function heldSynapses(
  { synapses, realityMonitor }: Pick<Cortex, 'synapses' | 'realityMonitor'>,
  { gates, rule, rem }: Experience,
  gradients: ReadonlyMap<string, unknown>,
): ReadonlySet<string> {
  if (gates.discriminator > 0 && gradients.size === 0) return new Set(synapses.keys());
  const isDreamRigid = !gates.connected && rem !== undefined && (rem.feedback ?? 'intact') !== 'intact';
  const holds = (name: string): boolean => {
    if (realityMonitor.isSilent && realityMonitor.synapses.has(name)) return true;
    const network = networkOf(name);
    if (rule === 'wake-sleep') return network === (gates.connected ? 'encoder' : 'generator');
    return isDreamRigid && network === 'generator';
  };
  return new Set([...synapses.keys()].filter(holds));
}
