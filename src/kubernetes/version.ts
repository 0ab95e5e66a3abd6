/** The Kubernetes that this cluster imitates. */
export const kubernetesVersion = 'v1.35.6'
