/**
 * Slopes of a system of ordinary differential equations, written into `slopes`; allocates nothing.
 * @param time in the unit of the system; @param state one value for each variable; @param slopes change per unit of time.
 */
export type Derivatives<P> = (time: number, state: Float64Array, parameters: P, slopes: Float64Array) => void;

/** Advances `state` in place by one step from `time`. */
export type Integrator<P> = (time: number, state: Float64Array, parameters: P, step: number) => void;

/**
 * Classical Runge-Kutta method with a fixed step: the error of a smooth system falls with the fourth power of the step.
 * It owns its working memory, so that a step allocates nothing; an integrator serves one state at a time.
 * @param dimension how many variables the system has.
 * @source Kutta 1901, Z Math Phys 46:435
 */
export function createRungeKutta<P>(dimension: number, derivatives: Derivatives<P>): Integrator<P> {
  const k1 = new Float64Array(dimension);
  const k2 = new Float64Array(dimension);
  const k3 = new Float64Array(dimension);
  const k4 = new Float64Array(dimension);
  const probe = new Float64Array(dimension);
  return (time, state, parameters, step) => {
    const half = step / 2;
    derivatives(time, state, parameters, k1);
    for (let i = 0; i < dimension; i++) probe[i] = state[i]! + half * k1[i]!;
    derivatives(time + half, probe, parameters, k2);
    for (let i = 0; i < dimension; i++) probe[i] = state[i]! + half * k2[i]!;
    derivatives(time + half, probe, parameters, k3);
    for (let i = 0; i < dimension; i++) probe[i] = state[i]! + step * k3[i]!;
    derivatives(time + step, probe, parameters, k4);
    const sixth = step / 6;
    for (let i = 0; i < dimension; i++) state[i] = state[i]! + sixth * (k1[i]! + 2 * (k2[i]! + k3[i]!) + k4[i]!);
  };
}
